// The benchmark from its first to its last line: database, servers, cases, imports, tables.
import { writeFileSync } from 'node:fs';
import { inProject } from '../../scripts/lib/project.mjs';
import { benchAdmin, wantsAdmin } from './admin-bench.mjs';
import { adminRequests, adminTable, adminVerdict } from './admin-report.mjs';
import { authNames, benchAuth } from './auth-bench.mjs';
import { listingNames, makeCases } from './cases.mjs';
import { openServer, seededDatabase, serverSettings, withClient } from './database.mjs';
import { benchExports, exportNames, exportTable } from './export-bench.mjs';
import { benchImports, IMPORTS } from './import-bench.mjs';
import { checkAnswers, checkSamePage, failuresOf, measureCase } from './measure.mjs';
import { startServer } from './processes.mjs';
import { today } from './product.mjs';
import { measurePublicCase } from './public-bench.mjs';
import { makePublicCases, publicNames } from './public-cases.mjs';
import { publicTable, publicTerms, publicVerdicts } from './public-report.mjs';
import { benchPurge, PURGE } from './purge-bench.mjs';
import {
  authTable,
  costsOf,
  importTable,
  machineLine,
  purgeTable,
  ratiosOf,
  searchTable,
  termList,
} from './report.mjs';

/** Without huge pages the first large read of each connection costs three times as much (docs/operators/deploy.md). */
const VERSION = `SELECT current_setting('server_version') || ', huge pages ' || current_setting('huge_pages_status') AS version`;

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
    const found = await measureAll(server, options, closing);
    const version = await withClient(
      server.url(),
      async (client) => (await client.query(VERSION)).rows[0].version,
    );
    print(options, machineLine(version), found);
    if (options.json !== null) writeFileSync(options.json, json(options, machineLine(version), found));
    say(`All of it took ${since(began)}.`);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await close();
  }
}

/** Every part that the options ask for: figures by part, and the faults of all. */
async function measureAll(server, options, closing) {
  const { only, rows } = options;
  const none = { results: [], faults: [] };
  const parts = {
    searches: none,
    api: none,
    exports: none,
    imports: none,
    admin: none,
    auth: none,
    purge: none,
  };
  if (wantsListings(only)) {
    const database = await timed('database', () => seededDatabase(server, rows, options.fresh, say));
    if (
      listingNames.some((name) => only.test(name)) ||
      ![...publicNames, ...exportNames].some((name) => only.test(name))
    ) {
      parts.searches = await benchRequests(server, database, options, closing);
    }
    if (publicNames.some((name) => only.test(name))) {
      parts.api = await benchApi(server, database, options, closing);
    }
    if (exportNames.some((name) => only.test(name))) {
      parts.exports = await benchExports(server.url(database), rows, only, say);
    }
    if (only.test(IMPORTS)) {
      parts.imports = await timed('imports', () => benchImports(server, database, rows, say));
    }
  }
  if (wantsAdmin(only)) parts.admin = await timed('admin', () => benchAdmin(server, rows, options, say));
  // as many thousands of expired tokens as there are thousands of listings, up to a million
  const thousands = Math.min(Math.round(rows / 1_000), 1_000);
  if (authNames.some((name) => only.test(name))) {
    parts.auth = await timed('auth', () => benchAuth(server, thousands, options, say));
  }
  if (only.test(PURGE)) {
    parts.purge = await timed('purge', () => benchPurge(server, thousands, options, say));
  }
  const results = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.results]));
  return { ...results, faults: Object.values(parts).flatMap(({ faults }) => faults) };
}

/** Listings take minutes to make: what is about accounts alone needs none, and the panel has its own. */
function wantsListings(only) {
  const isElsewhere = wantsAdmin(only) || [...authNames, PURGE].some((name) => only.test(name));
  return (
    !isElsewhere || [...listingNames, ...publicNames, ...exportNames, IMPORTS].some((name) => only.test(name))
  );
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
  const settings = { ...serverSettings(url), TODAY: date };
  const start = async (file) => {
    const running = await startServer(inProject(file), settings);
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
    faults.push(...failuresOf(`${one.name} (${one.reference})`, figures));
  }
  while (closing.length > known) await closing.pop()();
  return { results, faults };
}

/** Asks the public API, next to its own SQL and to the same framework with nothing to do. */
async function benchApi(server, database, options, closing) {
  const url = server.url(database);
  const known = closing.length;
  const start = async (file, settings = {}) => {
    const running = await startServer(inProject(file), { ...serverSettings(url), ...settings });
    closing.push(running.stop);
    return running.url;
  };
  // counting who asks is no part of what an answer costs; production refuses to start without it
  const uncounted = { NODE_ENV: 'development', RATE_LIMIT: 'off' };
  const servers = {
    database: url,
    product: await start('dist/apps/api/src/main.js'),
    uncounted: await start('dist/apps/api/src/main.js', uncounted),
    recorder: await start('test/bench/recording-server.mjs', uncounted),
    constant: await start('test/bench/constant-server.mjs'),
  };
  const { default: pg } = await import('pg');
  const side = new pg.Client({ connectionString: url });
  await side.connect();
  closing.push(() => side.end());
  servers.bump = () => side.query('UPDATE dataset SET version = version + 1');
  const ask = async (path) => (await fetch(servers.product + path)).json();
  const cases = await timed('api cases', () => makePublicCases(side, options.rows, ask));
  const results = [];
  const faults = [];
  for (const one of cases.filter(({ name }) => options.only.test(name))) {
    const measured = await timed(one.name, () => measurePublicCase(one, servers, options));
    results.push({ one, figures: measured.figures });
    faults.push(...measured.faults);
  }
  while (closing.length > known) await closing.pop()();
  return { results, faults };
}

function print(options, machine, { searches, api, exports, imports, admin, auth, purge, faults }) {
  const out = [
    '',
    `${options.rows} listings, ${options.seconds} s for each participant of a case. ${machine}`,
  ];
  const single = 'One request at a time (a target is met by the medians):';
  const several = `${options.connections} at once (a target is met by requests per second):`;
  if (searches.length > 0) {
    out.push(
      '',
      single,
      '',
      searchTable(searches, 'single'),
      '',
      several,
      '',
      searchTable(searches, 'several'),
    );
    out.push('', 'Terms, with their matches:', '', termList(searches));
  }
  if (api.length > 0) {
    out.push('', `The public API; several: ${options.connections} at once.`, '', publicTable(api));
    out.push('', 'Median of each term, cold:', '', publicTerms(api));
  }
  if (exports.length > 0) out.push('', exportTable(exports));
  if (imports.length > 0) out.push('', importTable(imports));
  if (admin.length > 0) {
    out.push('', 'The panel, one request at a time, each of them cold:', '', adminTable(admin));
    out.push('', 'The slowest requests (their rows), p95:', '', adminRequests(admin));
  }
  if (auth.length > 0) {
    out.push('', single, '', authTable(auth, 'single'), '', several, '', authTable(auth, 'several'));
  }
  for (const one of purge) out.push('', purgeTable(one));
  if (faults.length > 0)
    out.push('', 'Wrong answers and failures:', '', ...faults.map((fault) => `- ${fault}`));
  console.log(out.join('\n'));
}

function json(options, machine, { searches, api, exports, imports, admin, auth, purge, faults }) {
  const cases = searches.map(({ one, figures }) => ({
    name: one.name,
    reference: one.reference,
    targets: one.targets,
    terms: one.terms,
    ...figures,
    ratios: mapValues(figures, ({ cold, warm, reference }) => ({
      cold: ratiosOf(cold, reference),
      warm: ratiosOf(warm, reference),
    })),
  }));
  const ofAuth = auth.map(({ one, figures }) => ({
    name: one.name,
    reference: one.reference,
    most: one.most,
    ...figures,
    costs: mapValues(figures, ({ ours, reference }) => costsOf(ours, reference)),
  }));
  const ofApi = api.map(({ one, figures }) => ({
    ...one,
    ...figures,
    verdicts: publicVerdicts(one, figures),
  }));
  const ofAdmin = admin.map(({ one: { name, most }, figures }) => ({
    ...{ name, most, met: adminVerdict({ most }, figures) },
    ...figures,
  }));
  const { rows, seconds, connections } = options;
  const all = {
    machine,
    rows,
    seconds,
    connections,
    cases,
    api: ofApi,
    exports,
    imports,
    admin: ofAdmin,
    auth: ofAuth,
    purge,
    faults,
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

const mapValues = (object, of) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, of(value)]));

async function timed(name, work) {
  const began = performance.now();
  const result = await work();
  say(`${name}: ${since(began)}`);
  return result;
}

const since = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`;
