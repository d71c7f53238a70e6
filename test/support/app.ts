import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { parseConfig } from '@app/config';
import { FileIntake, type ImportReport, ImportService, readScrapedFile } from '@app/instruments';
import { Clock } from '@app/kernel';
import { createApp } from '../../apps/api/src/create-app';
import { createLogger } from '../../apps/api/src/http/logging';
import { dropDatabase, freshDatabase } from './database';
import { Documented } from './documented';
import { unlimited } from './production';

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** What a test sends. */
interface TestRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: object;
}

const documented = new Documented();

/** A line that the API has logged, parsed. */
export type LogLine = Readonly<Record<string, unknown>>;

/** What an import of a test may say besides its rows. */
export interface ImportOptions {
  /** `null`: the rows say so themselves. */
  readonly source?: string | null;
  readonly complete?: boolean;
}

/** The real API on a database of its own, and hands on what lies around it. */
export class TestApp {
  private readonly clock: Clock;
  private readonly realNow: () => Date;

  constructor(
    readonly app: NestFastifyApplication,
    /** Address of its database. */
    readonly databaseUrl: string,
    /** Another connection to it, for what a test does behind the back of the API. */
    readonly database: Client,
    private readonly logged: readonly string[],
    private readonly ownDatabase: boolean,
  ) {
    this.clock = app.get(Clock);
    this.realNow = this.clock.now.bind(this.clock);
  }

  /** Stands on another moment, such as `2026-11-20T22:59:00Z`; `null` is the present again. */
  setNow(instant: string | null): void {
    this.clock.now = instant === null ? this.realNow : () => new Date(instant);
  }

  /** Asks as a client on `http://localhost` does. */
  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send({ method: 'GET', url, headers: { host: 'localhost', ...headers } });
  }

  /** Sends a request. Its answer has to be one that docs/openapi.json describes. */
  async send(request: TestRequest): Promise<Answer> {
    const answer = await this.app.inject(request);
    const { statusCode: status, headers, body } = answer;
    const type = headers['content-type'];
    const contentType = headers['content-encoding'] !== undefined ? 'packed' : type?.toString();
    const fault = documented.faultOf({ ...request, status, contentType, headers, body });
    if (fault !== null) throw new Error(`docs/openapi.json: ${fault}`);
    return answer;
  }

  /** Brings a CSV text in, as the CLI does with a file. */
  importCsv(csv: string | Uint8Array, options: ImportOptions = {}): Promise<ImportReport> {
    const { source = null, complete = false } = options;
    const bytes = Readable.from([Buffer.from(csv)]);
    const file = readScrapedFile(bytes, { format: 'csv', gzip: false });
    return this.app.get(ImportService).run({
      intake: new FileIntake('test.csv', file, source !== null),
      source,
      category: null,
      complete,
      dryRun: false,
      onError: 'continue',
    });
  }

  /** What the API has logged so far, without what the framework says about itself. */
  logLines(): LogLine[] {
    return this.logged.map((line) => {
      const parsed: LogLine = JSON.parse(line);
      return parsed;
    });
  }

  /** Makes every remembered profile useless, as any change of a listing does. */
  async forget(): Promise<void> {
    await this.database.query('UPDATE dataset SET version = version + 1');
  }

  /** Ends everything and removes the database. */
  async close(): Promise<void> {
    await this.app.close();
    await this.database.end().catch(() => undefined);
    if (this.ownDatabase) await dropDatabase(this.databaseUrl);
  }
}

/**
 * Starts the real API; nothing of it is replaced. Close it in `afterAll`.
 *
 * @param variables the environment that its configuration is read from, such as `{ TRUSTED_PROXIES: '10.0.0.0/8' }`
 * @param databaseUrl a database of the test's own, which stays; without it a fresh one that goes with the app
 */
export async function startApp(
  variables: Readonly<Record<string, string>> = {},
  databaseUrl?: string,
): Promise<TestApp> {
  const url = databaseUrl ?? (await freshDatabase());
  const config = parseConfig(
    { NODE_ENV: 'test', DATABASE_URL: url, SCHEDULER: 'off', ...unlimited(variables), ...variables },
    false,
  );
  const logged: string[] = [];
  const logger = createLogger(config, { write: (line: string) => void logged.push(line) });
  const app = await createApp(config, url, logger);
  const database = new Client(url);
  // a test that stops the server ends this connection too
  database.on('error', () => undefined);
  await database.connect();
  return new TestApp(app, url, database, logged, databaseUrl === undefined);
}
