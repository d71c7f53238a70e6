import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { digestOf, type Limit, type LimitName } from '../limits/limit';

const hitsRow = z.object({ hits: z.number() });
const waitRow = z.object({ seconds: z.number() });
const grantedRow = z.object({ hits: z.number(), seconds: z.number() });
const purgedRow = z.object({ purged: z.number() });

/** The counter itself, also where hits of all sources are counted together; parameters 1 to 3. */
const THIS = 'bucket = $1 AND key = $2 AND source = $3';
/** From when on the next hit is free; parameters 4 and 5. More than 2^20 seconds nobody waits. */
const FREE_AT = `CASE WHEN counter.hits < $4::int THEN '-infinity'
                      WHEN $5::int IS NULL THEN counter.ends_at
                      ELSE counter.hit_at + least($5::int, 2 ^ least(counter.hits, 20)) * interval '1 second'
                 END`;

/** Hits that a caller may count by itself. */
export interface HitsGranted {
  readonly hits: number;
  /** Hits that nobody has been granted yet. */
  readonly left: number;
  /** Seconds until the window is over. */
  readonly seconds: number;
}

/** Counters, each changed by one statement: whoever comes at the same moment waits for the row and sees it changed. */
@Injectable()
export class LimitsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Counts a hit, unless there is none free. @returns whether it did */
  async count(limit: Limit): Promise<boolean> {
    const rows = await this.transactions.query(
      hitsRow,
      `INSERT INTO rate_counter AS counter (bucket, key, source, hits, hit_at, ends_at)
       VALUES ($1, $2, $3, 1, statement_timestamp(), statement_timestamp() + $6 * interval '1 second')
       ON CONFLICT (bucket, key, source) DO UPDATE
          SET hits = CASE WHEN counter.ends_at <= excluded.hit_at THEN 1 ELSE counter.hits + 1 END,
              hit_at = excluded.hit_at,
              ends_at = CASE WHEN counter.ends_at <= excluded.hit_at OR $5::int IS NOT NULL THEN excluded.ends_at
                             ELSE counter.ends_at END
        WHERE counter.ends_at <= excluded.hit_at OR ${FREE_AT} <= excluded.hit_at
       RETURNING hits`,
      [...idOf(limit), limit.most, limit.longestPause ?? null, limit.seconds],
    );
    return rows.length > 0;
  }

  /** Counts several hits at once, or as many of them as are left. The window begins with the first ones. */
  async reserve(limit: Limit, wanted: number): Promise<HitsGranted> {
    const [counter] = await this.transactions.query(
      grantedRow,
      `INSERT INTO rate_counter AS counter (bucket, key, source, hits, hit_at, ends_at)
       VALUES ($1, $2, $3, $4, statement_timestamp(), statement_timestamp() + $6 * interval '1 second')
       ON CONFLICT (bucket, key, source) DO UPDATE
          SET hits = CASE WHEN counter.ends_at <= excluded.hit_at THEN excluded.hits
                          ELSE least(counter.hits, $5) + excluded.hits END,
              hit_at = excluded.hit_at,
              ends_at = CASE WHEN counter.ends_at <= excluded.hit_at THEN excluded.ends_at ELSE counter.ends_at END
       RETURNING hits, greatest(extract(epoch FROM ends_at - statement_timestamp()), 0)::float8 AS seconds`,
      [...idOf(limit), wanted, limit.most, limit.seconds],
    );
    const { hits, seconds } = counter ?? { hits: wanted, seconds: limit.seconds };
    const beyond = Math.max(0, hits - limit.most);
    return { hits: Math.max(0, wanted - beyond), left: Math.max(0, limit.most - hits), seconds };
  }

  /** Seconds until the next hit is free, at least one. */
  async findWait(limit: Limit): Promise<number> {
    const [row] = await this.transactions.query(
      waitRow,
      `SELECT ceil(extract(epoch FROM ${FREE_AT} - clock_timestamp()))::float8 AS seconds
         FROM rate_counter AS counter WHERE ${THIS}`,
      [...idOf(limit), limit.most, limit.longestPause ?? null],
    );
    return Math.max(1, row?.seconds ?? 1);
  }

  /** Takes the last hit back: the next one is free. */
  async takeBack(limit: LimitName): Promise<void> {
    await this.transactions.execute(
      `UPDATE rate_counter SET hits = greatest(hits - 1, 0), hit_at = '-infinity' WHERE ${THIS}`,
      idOf(limit),
    );
  }

  /** Forgets all hits; without a source those from everywhere. */
  async clear(limit: LimitName): Promise<void> {
    const [bucket, key, source] = idOf(limit);
    await this.transactions.execute(
      'DELETE FROM rate_counter WHERE bucket = $1 AND key = $2 AND ($3::bytea IS NULL OR source = $3)',
      [bucket, key, limit.source === undefined ? null : source],
    );
  }

  /** Removes counters that count for nothing any more. @returns how many */
  async purge(most: number): Promise<number> {
    const [row] = await this.transactions.query(
      purgedRow,
      `WITH stale AS MATERIALIZED (
         SELECT ctid FROM rate_counter WHERE ends_at < now() ORDER BY ends_at LIMIT $1 FOR UPDATE SKIP LOCKED),
            gone AS (DELETE FROM rate_counter AS counter USING stale WHERE counter.ctid = stale.ctid RETURNING 1)
       SELECT count(*)::int AS purged FROM gone`,
      [most],
    );
    return row?.purged ?? 0;
  }
}

function idOf({ bucket, key, source }: LimitName): unknown[] {
  return [bucket, digestOf(key), source === undefined ? Buffer.alloc(0) : digestOf(source)];
}
