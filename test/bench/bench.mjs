// The benchmark from its first to its last line: database, servers, cases, imports, tables.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { inProject } from '../../scripts/lib/project.mjs';
import { makeCases } from './cases.mjs';
import { openServer, seededDatabase, withClient } from './database.mjs';
import { benchImports } from './import-bench.mjs';
import { checkAnswers, checkSamePage, measureCase } from './measure.mjs';
import { startServer } from './processes.mjs';
import { today } from './product.mjs';
import { importTable, machineLine, ratiosOf, searchTable, termList } from './report.mjs';

/** Connections to the database that each server has; the default of the product. */
const POOL = '10';
const say = (text) => console.error(`[bench] ${text}`);

/** Runs all that the options ask for, and prints the figures on standard output. */
export async function bench(options) {
  const closing = [];
  const close = async () => {
    while (closing.length > 0) await closing.pop()();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => void close().finally(() => process.exit(130)));
  }
  const began = performance.now();
  try {
    const server = await openServer();
    closing.push(() => server.release());
    const database = await timed('database', () => seededDatabase(server, options.rows, options.fresh, say));
    const found = await benchRequests(server, database, options, closing);
    const imports = options.only.test('import')
      ? await timed('imports', () => benchImports(server, database, options.rows, say))
      : { results: [], faults: [] };
    const version = await withClient(
      server.url(),
      async (client) => (await client.query('SHOW server_version')).rows[0].server_version,
    );
    const faults = [...found.faults, ...imports.faults];
    print(options, machineLine(version), found.results, imports.results, faults);
    if (options.json !== null)
      writeFileSync(
        options.json,
        json(options, machineLine(version), found.results, imports.results, faults),
      );
    say(`All of it took ${since(began)}.`);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await close();
  }
}

/** Asks the product and the references; they are stopped again, since nobody may be connected when it is copied. */
async function benchRequests(server, database, options, closing) {
  const url = server.url(database);
  const date = today();
  const known = closing.length;
  const cases = await timed('cases', () =>
    withClient(url, (client) => makeCases(client, options.rows, date)),
  );
  const chosen = cases.filter(({ name }) => options.only.test(name));
  if (chosen.length === 0) return { results: [], faults: [] };
  const settings = {
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: POOL,
    NODE_ENV: 'production',
    AUTH_KEYS: `bench:${randomBytes(32).toString('base64url')}`,
    TODAY: date,
  };
  const start = async (file) => {
    const running = await startServer(inProject(file), {
      ...settings,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
    });
    closing.push(running.stop);
    return running.url;
  };
  const servers = {
    product: await start('dist/apps/api/src/main.js'),
    references: {
      bare: await start('test/bench/bare-server.mjs'),
      'old plan': await start('test/bench/old-plan-server.mjs'),
    },
  };
  const { default: pg } = await import('pg');
  const side = new pg.Client({ connectionString: url });
  await side.connect();
  closing.push(() => side.end());
  servers.bump = () => side.query('UPDATE dataset SET version = version + 1');

  const results = [];
  const faults = await checkSamePage(servers.product, servers.references.bare);
  for (const one of chosen) {
    faults.push(...(await checkAnswers(one, servers.product)));
    const figures = await timed(`${one.name} (${one.reference})`, () => measureCase(one, servers, options));
    results.push({ one, figures });
    for (const [manner, all] of Object.entries(figures)) {
      for (const [who, { failures }] of Object.entries(all)) {
        for (const [what, times] of Object.entries(failures)) {
          faults.push(`${one.name} (${one.reference}), ${manner}, ${who}: ${times} times ${what}`);
        }
      }
    }
  }
  while (closing.length > known) await closing.pop()();
  return { results, faults };
}

function print(options, machine, results, imports, faults) {
  const out = [
    '',
    `${options.rows} listings, ${options.seconds} s for each participant of a case. ${machine}`,
  ];
  if (results.length > 0) {
    out.push(
      '',
      'One request at a time (a target is met by the medians):',
      '',
      searchTable(results, 'single'),
    );
    out.push(
      '',
      `${options.connections} at once (a target is met by requests per second):`,
      '',
      searchTable(results, 'several'),
    );
    out.push('', 'Terms, with their matches:', '', termList(results));
  }
  if (imports.length > 0) out.push('', importTable(imports));
  if (faults.length > 0)
    out.push('', 'Wrong answers and failures:', '', ...faults.map((fault) => `- ${fault}`));
  console.log(out.join('\n'));
}

function json(options, machine, results, imports, faults) {
  const cases = results.map(({ one, figures }) => ({
    name: one.name,
    reference: one.reference,
    targets: one.targets,
    terms: one.terms,
    ...figures,
    ratios: Object.fromEntries(
      Object.entries(figures).map(([manner, { cold, warm, reference }]) => [
        manner,
        { cold: ratiosOf(cold, reference), warm: ratiosOf(warm, reference) },
      ]),
    ),
  }));
  const { rows, seconds, connections } = options;
  return `${JSON.stringify({ machine, rows, seconds, connections, cases, imports, faults }, null, 2)}\n`;
}

async function timed(name, work) {
  const began = performance.now();
  const result = await work();
  say(`${name}: ${since(began)}`);
  return result;
}

const since = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`;
