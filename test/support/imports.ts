import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { AuditModule } from '@app/audit';
import { ConfigModule, parseConfig } from '@app/config';
import { DatabaseModule, Transactions } from '@app/database';
import {
  CategoriesService,
  FileIntake,
  type ImportReport,
  ImportService,
  InstrumentsModule,
  ListingsService,
  readScrapedFile,
  SeedService,
} from '@app/instruments';
import { Clock } from '@app/kernel';
import { dropDatabase, freshDatabase } from './database';

/** Cells by column; what is absent is an empty cell. */
export type Row = Readonly<Record<string, string>>;

/** How an import differs from the usual one: rows of hispasonic, not complete, for good. */
export interface ImportSettings {
  /** `null`: the file says. */
  readonly source?: string | null | undefined;
  readonly category?: string | undefined;
  readonly complete?: boolean;
  readonly dryRun?: boolean;
  readonly onError?: 'continue' | 'abort';
  readonly onProgress?: Parameters<ImportService['run']>[0]['onProgress'];
}

/** The present moment, which a test sets. */
export class SettableClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  override now(): Date {
    return this.instant;
  }

  set(instant: string): void {
    this.instant = new Date(instant);
  }
}

const listing = z.object({
  id: z.string(),
  name: z.string(),
  price: z.string().nullable(),
  currency: z.string().nullable(),
  link: z.string(),
  image: z.string().nullable(),
  location: z.string().nullable(),
  brand: z.string().nullable(),
  label: z.string().nullable(),
  category: z.string(),
  source: z.string(),
  published: z.string().nullable(),
  expires: z.string().nullable(),
  status: z.string(),
  version: z.number(),
  missed: z.number(),
  previous: z.string().nullable(),
  suspicious: z.boolean(),
  price_changed_at: z.date().nullable(),
  first_seen_at: z.date(),
  last_seen_at: z.date(),
});

/** A listing as the database has it. */
export type StoredListing = z.infer<typeof listing>;

const LISTINGS = `
  SELECT instrument.id, instrument.name, price, instrument.currency, link, image, location, brand, category_label AS label,
         category.slug AS category, source.slug AS source, published_on AS published, expires_on AS expires, status,
         version, missed_runs AS missed, previous_price AS previous, price_suspicious AS suspicious, price_changed_at,
         first_seen_at, last_seen_at
    FROM instrument JOIN sighting ON sighting.instrument_id = instrument.id
         JOIN source ON source.id = source_id JOIN category ON category.id = category_id
   ORDER BY instrument.id`;

/** The moment at which tests of imports stand unless they say otherwise. */
const NOW = '2026-11-21T12:00:00Z';

const FORMATS = { csv: 'csv', tsv: 'csv', ndjson: 'ndjson', json: 'json' } as const;

/** The programs' way to a file's rows: its name tells the format. */
function intakeOf(fileName: string, bytes: Uint8Array, sourceGiven: boolean): FileIntake {
  const ending = /\.(csv|tsv|ndjson|json)(\.gz)?$/.exec(fileName);
  const format = Object.entries(FORMATS).find(([name]) => name === ending?.[1])?.[1];
  if (!format) throw new Error(`${fileName} is no file of listings`);
  const scraped = readScrapedFile(Readable.from([bytes]), { format, gzip: ending?.[2] !== undefined });
  return new FileIntake(fileName, scraped, sourceGiven);
}

/** A CSV file with these rows; the columns are those of all rows. */
export function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(['name', 'link', ...rows.flatMap((row) => Object.keys(row))])];
  return stringify([...rows], { header: true, columns });
}

/** Different rows, named and linked by their number. */
export function manyRows(from: number, to: number, rest: Row = {}): Row[] {
  return Array.from({ length: to - from + 1 }, (_, at) => rowAt(from + at, rest));
}

/** One row, named and linked by its number. */
export function rowAt(number: number, rest: Row = {}): Row {
  return { name: `listing ${number}`, link: `https://example.com/${number}`, price: '100', ...rest };
}

/** The services of the importer on a database of their own. */
export class TestImports {
  private constructor(
    readonly url: string,
    readonly services: INestApplicationContext,
    readonly clock: SettableClock,
  ) {}

  /** @param variables settings of the program besides the database */
  static async open(variables: Readonly<Record<string, string>> = {}): Promise<TestImports> {
    const url = await freshDatabase();
    const clock = new SettableClock(new Date(NOW));
    const config = parseConfig({ NODE_ENV: 'test', DATABASE_URL: url, ...variables }, false);
    const settings = {
      url,
      applicationName: 'imports',
      poolSize: 6,
      statementTimeout: 0,
      lockTimeout: 60_000,
    };
    const imports = [
      ConfigModule.register(config),
      DatabaseModule.register(settings),
      AuditModule,
      InstrumentsModule,
    ];
    const services = await Test.createTestingModule({ imports })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    return new TestImports(url, services, clock);
  }

  async close(): Promise<void> {
    await this.services.close();
    await dropDatabase(this.url);
  }

  get categories(): CategoriesService {
    return this.services.get(CategoriesService);
  }

  get listingsService(): ListingsService {
    return this.services.get(ListingsService);
  }

  get seeds(): SeedService {
    return this.services.get(SeedService);
  }

  /** Imports rows as a CSV file. */
  rows(rows: readonly Row[], settings: ImportSettings = {}): Promise<ImportReport> {
    return this.file('rows.csv', csvOf(rows), settings);
  }

  /** Imports a file's content. */
  file(fileName: string, content: string | Uint8Array, settings: ImportSettings = {}): Promise<ImportReport> {
    const { source = 'hispasonic', category = null, complete = false, dryRun = false } = settings;
    return this.services.get(ImportService).run({
      intake: intakeOf(fileName, Buffer.from(content), source !== null),
      source,
      category,
      complete,
      dryRun,
      onError: settings.onError ?? 'continue',
      onProgress: settings.onProgress,
    });
  }

  /** Every listing in the order of its first sight, shown or not. */
  listings(): Promise<StoredListing[]> {
    return this.query(listing, LISTINGS);
  }

  /** The listing of a {@link rowAt}. */
  async listing(number: number): Promise<StoredListing> {
    const found = (await this.listings()).find(({ link }) => link === `https://example.com/${number}`);
    if (!found) throw new Error(`there is no listing ${number}`);
    return found;
  }

  query<T>(row: z.ZodType<T>, sql: string, parameters: unknown[] = []): Promise<T[]> {
    return this.services.get(Transactions).query(row, sql, parameters);
  }

  execute(sql: string, parameters: unknown[] = []): Promise<void> {
    return this.services.get(Transactions).execute(sql, parameters);
  }

  /** A whole number that a statement answers as `n`. */
  async count(sql: string): Promise<number> {
    const [row] = await this.query(z.object({ n: z.coerce.number() }), sql);
    if (!row) throw new Error(`no answer to ${sql}`);
    return row.n;
  }

  /** A value for each table and sequence that changes when any of their contents does. */
  async fingerprint(): Promise<Record<string, string>> {
    const relation = z.object({ name: z.string(), kind: z.string() });
    const relations = await this.query(
      relation,
      `SELECT relname AS name, relkind AS kind FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') ORDER BY relname`,
    );
    const prints: Record<string, string> = {};
    for (const { name, kind } of relations) {
      const content = kind === 'S' ? `SELECT last_value, is_called FROM ${name}` : `SELECT * FROM ${name}`;
      const [row] = await this.query(
        z.object({ print: z.string() }),
        `SELECT md5(coalesce(string_agg(content::text, E'\\n' ORDER BY content::text), '')) AS print
           FROM (${content}) AS content`,
      );
      prints[name] = row?.print ?? '';
    }
    return prints;
  }

  /** Where projection and counters disagree with the record: nothing, ever. */
  projectionFaults(): Promise<{ id: string }[]> {
    return this.query(
      z.object({ id: z.string() }),
      `(SELECT 'listing ' || id AS id
          FROM (SELECT id, price, coalesce(expires_on, 'infinity') AS expires_on, category_id, upper(name) AS name_upper
                  FROM instrument WHERE is_listed(status)) AS expected
          FULL JOIN listed_instrument listed ON listed.instrument_id = expected.id
         WHERE (expected.id, expected.price, expected.expires_on, expected.category_id, expected.name_upper)
               IS DISTINCT FROM (listed.instrument_id, listed.price, listed.expires_on, listed.category_id,
                                 listed.name_upper))
       UNION ALL
       (SELECT 'block ' || block
          FROM (SELECT category_id, (instrument_id >> 10)::int AS block, count(*)::int AS listings
                  FROM listed_instrument GROUP BY 1, 2) AS expected
          FULL JOIN listed_block USING (category_id, block)
         WHERE coalesce(expected.listings, 0) <> coalesce(listed_block.listings, 0))`,
    );
  }
}
