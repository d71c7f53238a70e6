import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type ConnectionSettings, dataSourceOptions } from '../data-source';

/** A replica that says nothing for so long, in milliseconds, is away. */
const PATIENCE = 1_000;
/** A read that takes longer on a replica is done on the primary. */
const LONGEST_READ = 2_000;

const placeRow = z.tuple([z.object({ standby: z.boolean(), place: z.string().nullable() })]);

/** A copy of the database that lists are read from, as long as it answers and is not too far behind. */
export class Replica {
  private connected: DataSource | null = null;
  private usable = false;

  constructor(
    private readonly url: string,
    private readonly settings: ConnectionSettings,
  ) {}

  /** Where to read; `null`: not here, now. */
  get source(): DataSource | null {
    return this.usable ? this.connected : null;
  }

  /** Its connections, usable or not. */
  get driver(): unknown {
    return this.connected?.driver;
  }

  /** Not read from any more, until the next look. */
  suspect(): void {
    this.usable = false;
  }

  /**
   * Looks whether it can be read from.
   *
   * @param mayBe decides by the place in the log that it has replayed
   */
  async look(mayBe: (replayed: bigint) => boolean): Promise<void> {
    try {
      const source = await this.connect();
      const asked = source.query(
        'SELECT pg_is_in_recovery() AS standby, pg_wal_lsn_diff(pg_last_wal_replay_lsn(), $1) AS place',
        ['0/0'],
      );
      const [{ standby, place }] = placeRow.parse(await within(PATIENCE, asked));
      // one that was promoted is a database of its own: who writes there does not write here
      this.usable = standby && place !== null && mayBe(BigInt(place));
    } catch {
      this.usable = false;
    }
  }

  /** Lets go of its connections. */
  async close(): Promise<void> {
    this.usable = false;
    const source = this.connected;
    this.connected = null;
    await source?.destroy().catch(() => undefined);
  }

  private async connect(): Promise<DataSource> {
    if (this.connected) return this.connected;
    const { poolSize, lockTimeout, keptIdle, applicationName } = this.settings;
    const options = dataSourceOptions({
      url: this.url,
      applicationName: `${applicationName} replica`,
      poolSize,
      lockTimeout,
      ...(keptIdle === undefined ? {} : { keptIdle }),
      statementTimeout: LONGEST_READ,
      patience: { connect: PATIENCE, answer: LONGEST_READ + PATIENCE },
    });
    const source = new DataSource(options);
    this.connected = await source.initialize();
    return this.connected;
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // nobody listens to what comes later
    work.catch(() => undefined);
  }
}
