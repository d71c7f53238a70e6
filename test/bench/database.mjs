// The benchmark's own durable PostgreSQL under .data/bench, with one seeded database that is kept between runs.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { inProject } from '../../scripts/lib/project.mjs';
import { runCli } from './processes.mjs';
import { product } from './product.mjs';

/** What the listings are made of: a change here makes a kept database another one than a fresh one would be. */
const LISTINGS = ['migrations', 'libs/instruments/src/seed', 'libs/instruments/src/seed/vocabulary'];

/** Connections to the database that each server has; the default of the product. */
const POOL = '10';
/** The name of the key that tokens are signed with. */
export const KEY = 'bench';

/** Where everything of the benchmark lives. */
export const benchDirectory = () => path.resolve(process.env.DATA_DIR || inProject('.data'), 'bench');

/** Starts (or joins) the server. */
export async function openServer() {
  const embedded = product('libs/database/src/embedded/embedded-postgres');
  const server = await embedded.startEmbeddedPostgres({ dir: path.join(benchDirectory(), 'pg') });
  return { url: (name) => server.url(name), release: () => server.release() };
}

/** Connects, does the work, lets go. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * A database with this many made-up listings, swept as any in use is each night: nothing sweeps beside the benchmark, and
 * what ran out since the database was made would have to be counted apart by each query.
 *
 * @returns its name
 */
export async function seededDatabase(server, rows, fresh, say) {
  const name = `bench_${rows}`;
  const mark = `${rows} listings, made of ${fingerprint(LISTINGS)}`;
  const settings = commandSettings(server.url(name));
  await keptDatabase(server, { name, mark, fresh, say }, () =>
    runCli(['seed', '--rows', String(rows)], settings, { live: true }),
  );
  await runCli(['listings', 'sweep'], settings);
  await withClient(server.url(name), (client) => client.query('VACUUM (ANALYZE)'));
  return name;
}

/**
 * A database that stays from one run to the next: the one that is there when it bears the same mark, else a new one.
 *
 * @param {{ name: string, mark: string, fresh: boolean, say: (text: string) => void }} kept
 * @param {(url: string) => Promise<unknown>} fill
 * @returns its name
 */
export async function keptDatabase(server, { name, mark, fresh, say }, fill) {
  if (!fresh && (await markOf(server, name)) === mark) {
    say(`The database ${name} is there already.`);
    return name;
  }
  await newDatabase(server, name);
  await fill(server.url(name));
  // written last: one that was interrupted leaves none
  await withClient(server.url(), (client) => client.query(`COMMENT ON DATABASE ${name} IS '${mark}'`));
  return name;
}

/** An empty database; it replaces an earlier one. */
export async function newDatabase(server, name) {
  await dropDatabase(server, name);
  await withClient(server.url(), (client) => client.query(`CREATE DATABASE ${name}`));
}

/** A copy that may be written to; it replaces an earlier one. Nobody may be connected to the original. */
export async function copyDatabase(server, original, name) {
  await dropDatabase(server, name);
  await withClient(server.url(), (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${original} STRATEGY file_copy`),
  );
}

/** Removes a copy. */
export async function dropDatabase(server, name) {
  await withClient(server.url(), (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

/** The environment of a command on this database. */
export function commandSettings(url) {
  return { DATABASE_URL: url, NODE_ENV: 'development', LOG_LEVEL: 'error', TIME_ZONE: 'Europe/Madrid' };
}

/** The environment of a server on this database, as in production; nothing is done in the background. */
export function serverSettings(url) {
  return {
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: POOL,
    NODE_ENV: 'production',
    AUTH_KEYS: `${KEY}:${randomBytes(32).toString('base64url')}`,
    APP_URL: 'https://www.example.org',
    // nobody is sent anything
    SMTP_URL: 'smtp://127.0.0.1:1',
    SCHEDULER: 'off',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    // all requests of the benchmark come from one address, or from one user
    RATE_LIMIT_ANONYMOUS: '1000000',
    RATE_LIMIT_SIGNED_IN: '1000000',
    RATE_LIMIT_SUGGEST: '1000000',
  };
}

async function markOf(server, name) {
  return withClient(server.url(), async (client) => {
    const { rows } = await client.query(
      `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1`,
      [name],
    );
    return rows[0]?.mark ?? null;
  });
}

/** One value for the sources in these folders and files, without their tests. */
export function fingerprint(places) {
  const hash = createHash('sha256');
  const note = (file) => hash.update(`${file}\n`).update(readFileSync(inProject(file)));
  for (const place of places) {
    if (statSync(inProject(place)).isFile()) note(place);
    else
      for (const name of readdirSync(inProject(place))) {
        if (/(?<!\.spec)\.ts$/.test(name)) note(`${place}/${name}`);
      }
  }
  return hash.digest('hex').slice(0, 12);
}
