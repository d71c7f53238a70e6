import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { AbsenceCounts } from '../import/import-report';

const planCounts = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  reactivated: z.number(),
  price_changed: z.number(),
});

/** What became of the rows of a batch. */
export type PlanCounts = z.infer<typeof planCounts>;

const absenceCounts = z.object({
  stale: z.number(),
  removed: z.number(),
}) satisfies z.ZodType<AbsenceCounts>;
const countRow = z.object({ n: z.number() });

/** The listings that a complete run speaks for. */
export interface AbsenceScope {
  readonly sourceId: number;
  /** `null`: all categories of the source. */
  readonly categoryId: number | null;
  /** Listings last seen before this instant were missed; ISO 8601. */
  readonly startedAt: string;
}

/** Carries out the plan of a batch on the listings, and draws the conclusions of a complete run. */
@Injectable()
export class ImportApplyRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Makes other writers of listings wait until the transaction ends, so that the plan stays true. */
  async lockListings(): Promise<void> {
    await this.transactions.execute('SELECT FROM dataset FOR NO KEY UPDATE');
    // indexes over texts take in many rows at once; searches meanwhile look through what is still to be taken in
    await this.transactions.execute(`SET LOCAL work_mem = '64MB'; SET LOCAL gin_pending_list_limit = '16MB'`);
  }

  /** What the plan at hand does, by outcome. */
  async countPlan(): Promise<PlanCounts> {
    const [counts] = await this.transactions.query(
      planCounts,
      `SELECT count(*) FILTER (WHERE outcome = 'created')::int AS created,
              count(*) FILTER (WHERE outcome = 'updated')::int AS updated,
              count(*) FILTER (WHERE outcome = 'unchanged')::int AS unchanged,
              count(*) FILTER (WHERE outcome = 'reactivated')::int AS reactivated,
              count(*) FILTER (WHERE price_changed)::int AS price_changed
         FROM import_plan`,
    );
    return counts ?? { created: 0, updated: 0, unchanged: 0, reactivated: 0, price_changed: 0 };
  }

  /**
   * Writes the plan at hand: new listings, changes, price history, sightings.
   *
   * @param seenAt start of the run, ISO 8601
   */
  async applyPlan(runId: string, sourceId: number, seenAt: string, counts: PlanCounts): Promise<void> {
    if (counts.price_changed > 0) {
      await this.transactions.execute(
        `INSERT INTO price_change (instrument_id, import_run_id, changed_at, previous_price, previous_currency, price,
                                   currency, suspicious)
         SELECT instrument_id, $1, $2, former_price, former_currency, price, currency, suspicious
           FROM import_plan WHERE price_changed`,
        [runId, seenAt],
      );
    }
    if (counts.updated + counts.reactivated > 0) await this.transactions.execute(UPDATE_SQL, [seenAt]);
    if (counts.updated + counts.reactivated + counts.unchanged > 0) {
      await this.transactions.execute(
        `UPDATE sighting SET last_seen_at = $1, missed_runs = 0
           FROM import_plan plan WHERE sighting.instrument_id = plan.instrument_id`,
        [seenAt],
      );
    }
    if (counts.created > 0) await this.transactions.execute(INSERT_SQL, [sourceId, seenAt]);
  }

  /** Flags what a complete run missed once as stale, and removes what was missed twice and for ten days. */
  async markAbsent(scope: AbsenceScope): Promise<AbsenceCounts> {
    const [counts] = await this.transactions.query(
      absenceCounts,
      `WITH missed AS (
         UPDATE sighting SET missed_runs = missed_runs + 1
           FROM instrument
          WHERE instrument.id = sighting.instrument_id AND source_id = $1
            AND ($2::smallint IS NULL OR category_id = $2::smallint)
            AND is_listed(status) AND last_seen_at < $3
         RETURNING instrument.id, status, missed_runs, ${GONE} AS gone),
       marked AS (
         UPDATE instrument
            SET status = CASE WHEN gone THEN 'removed' ELSE 'stale' END,
                removed_at = CASE WHEN gone THEN now() END, version = version + 1
           FROM missed
          WHERE missed.id = instrument.id AND (gone OR missed.status <> 'stale'))
       SELECT count(*) FILTER (WHERE NOT gone AND missed_runs = 1)::int AS stale,
              count(*) FILTER (WHERE gone)::int AS removed
         FROM missed`,
      [scope.sourceId, scope.categoryId, scope.startedAt],
    );
    return counts ?? { stale: 0, removed: 0 };
  }

  /** The listings of a source and category (`null`: all) that are shown. */
  async countListed({ sourceId, categoryId }: Omit<AbsenceScope, 'startedAt'>): Promise<number> {
    const [row] = await this.transactions.query(
      countRow,
      `SELECT count(*)::int AS n FROM instrument
        WHERE source_id = $1 AND ($2::smallint IS NULL OR category_id = $2::smallint) AND is_listed(status)`,
      [sourceId, categoryId],
    );
    return row?.n ?? 0;
  }

  /** What {@link markAbsent} would do now. */
  countAbsent(scope: AbsenceScope): Promise<AbsenceCounts> {
    const { sourceId, categoryId, startedAt } = scope;
    return this.countUnseen('last_seen_at < $3', [sourceId, categoryId, startedAt]);
  }

  /** The same after a run with the plan at hand, which must hold all its rows. */
  countAbsentOfPlan({ sourceId, categoryId }: AbsenceScope): Promise<AbsenceCounts> {
    const unseen = 'NOT EXISTS (SELECT FROM import_plan plan WHERE plan.instrument_id = instrument.id)';
    return this.countUnseen(unseen, [sourceId, categoryId]);
  }

  /** Moves freshly written names into the search indexes proper, so that searches after an import are not slowed. */
  async settleNameIndex(): Promise<void> {
    await this.transactions.execute(
      `SELECT gin_clean_pending_list('listed_instrument_name_idx'), gin_clean_pending_list('search_document_terms_idx'),
              gin_clean_pending_list('search_document_over_terms_idx')`,
    );
  }

  /** @param unseen SQL that is true of an `instrument` that the run did not see */
  private async countUnseen(unseen: string, parameters: unknown[]): Promise<AbsenceCounts> {
    const [counts] = await this.transactions.query(
      absenceCounts,
      `SELECT count(*) FILTER (WHERE NOT gone AND missed_runs = 1)::int AS stale,
              count(*) FILTER (WHERE gone)::int AS removed
         FROM (SELECT missed_runs, ${GONE} AS gone
                 FROM instrument
                 JOIN LATERAL (SELECT last_seen_at, missed_runs + 1 AS missed_runs
                                 FROM sighting WHERE instrument_id = instrument.id) AS next ON true
                WHERE source_id = $1 AND ($2::smallint IS NULL OR category_id = $2::smallint) AND is_listed(status)
                  AND ${unseen}) AS absent`,
      parameters,
    );
    return counts ?? { stale: 0, removed: 0 };
  }
}

/** True for a listing, its miss counted, that is to be removed. */
const GONE = `(missed_runs >= 2 AND last_seen_at <= now() - interval '10 days')`;

const UPDATE_SQL = `
  UPDATE instrument
     SET name = plan.name, price = plan.price, currency = plan.currency, link = plan.link, image = plan.image,
         location = plan.location, brand = plan.brand, category_label = plan.category_label,
         category_alias_id = plan.category_alias_id, category_id = plan.category_id,
         published_on = plan.published_on, expires_on = plan.expires_on, status = plan.status,
         previous_price = CASE WHEN plan.price_changed THEN plan.former_price ELSE previous_price END,
         previous_currency = CASE WHEN plan.price_changed THEN plan.former_currency ELSE previous_currency END,
         price_changed_at = CASE WHEN plan.price_changed THEN $1::timestamptz ELSE price_changed_at END,
         price_suspicious = CASE WHEN plan.price_changed THEN plan.suspicious ELSE price_suspicious END,
         removed_at = NULL, version = version + 1
    FROM import_plan plan
   WHERE plan.outcome IN ('updated', 'reactivated') AND instrument.id = plan.instrument_id`;

const INSERT_SQL = `
  INSERT INTO instrument (link_key, name, price, currency, link, image, location, brand, category_label,
                          category_alias_id, category_id, source_id, published_on, expires_on, status,
                          first_seen_at)
  SELECT link_key, name, price, currency, link, image, location, brand, category_label, category_alias_id,
         category_id, $1::smallint, published_on, expires_on, status, $2::timestamptz
    FROM import_plan WHERE outcome = 'created' ORDER BY row`;
