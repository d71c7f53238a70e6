// The benchmark's own durable PostgreSQL under .data/bench, with one seeded database that is kept between runs.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { inProject } from '../../scripts/lib/project.mjs';
import { runCli } from './processes.mjs';
import { product } from './product.mjs';

/** What the rows are made of: a change here makes a kept database another one than a fresh one would be. */
const MADE_OF = ['migrations', 'libs/instruments/src/seed', 'libs/instruments/src/seed/vocabulary'];

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
 * A database with this many made-up listings: a kept one when it was made of the same things, else a new one.
 *
 * @returns its name
 */
export async function seededDatabase(server, rows, fresh, say) {
  const name = `bench_${rows}`;
  const mark = `${rows} listings, made of ${fingerprint()}`;
  if (!fresh && (await markOf(server, name)) === mark) {
    say(`The database ${name} is there already.`);
    return name;
  }
  await withClient(server.url(), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}`);
  });
  await runCli(['seed', '--rows', String(rows)], commandSettings(server.url(name)), { live: true });
  // written last: a seed that was interrupted leaves none
  await withClient(server.url(), (client) => client.query(`COMMENT ON DATABASE ${name} IS '${mark}'`));
  return name;
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

async function markOf(server, name) {
  return withClient(server.url(), async (client) => {
    const { rows } = await client.query(
      `SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1`,
      [name],
    );
    return rows[0]?.mark ?? null;
  });
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const folder of MADE_OF) {
    for (const entry of readdirSync(inProject(folder), { withFileTypes: true })) {
      if (!/(?<!\.spec)\.ts$/.test(entry.name)) continue;
      hash.update(`${folder}/${entry.name}\n`).update(readFileSync(inProject(folder, entry.name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}
