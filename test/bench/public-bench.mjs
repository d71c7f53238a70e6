// Measures the public API: each request next to its own SQL, sent by pg alone on a connection of the benchmark, and
// answers from memory next to a constant answer of the same framework.
import pg from 'pg';
import { Agent, request as open } from 'node:http';
import { Asker, gets, Samples, sustain } from './client.mjs';
import { steadyTurns, takeTurns, turnsOf } from './measure.mjs';

/** Each path is asked so often at least: a term is judged by its median. */
const LEAST_ROUNDS = 5;
/** A case ends after so many times its seconds, whatever is left. */
const MOST = 12;
/** What opens, sets and ends a transaction: no part of what a query costs. */
const CONTROL = /^\s*(START|BEGIN|COMMIT|ROLLBACK|SET|RESET|SAVEPOINT|RELEASE)\b/i;

/**
 * @param {import('./public-cases.mjs').PublicCase} one
 * @param {{ product: string, uncounted: string, recorder: string, constant: string, database: string, bump: () => Promise<void> }} servers
 */
export function measurePublicCase(one, servers, options) {
  return one.kind === 'kept' ? measureKept(one, servers, options) : measureSearch(one, servers, options);
}

/**
 * The product cold (the version of the listings raised before each request), the SQL of that request, these two by turns
 * first, and the product warm, one after the other for each path, so that whatever else the machine does falls on all of
 * them; then several requests at once.
 */
async function measureSearch({ asked, name }, servers, { seconds, connections }) {
  const faults = [];
  const statements = [];
  for (const { path } of asked) statements.push(await recorded(servers.recorder, path));
  const session = await replayer(servers.database);
  const agent = new Agent({ keepAlive: true });
  const paths = asked.map(({ label }) => ({ label, cold: [], sql: [], warm: [] }));
  const ask = async (path) => {
    const { status, ms } = await timedRequest(servers.product + path, agent);
    if (status !== 200) faults.push(`${name}: ${path}: status ${status}`);
    return ms;
  };
  const began = performance.now();
  const spent = () => (performance.now() - began) / 1000;
  const isOver = (round) =>
    (round >= LEAST_ROUNDS && spent() >= seconds) || (round > 1 && spent() >= seconds * MOST);
  for (let round = 0; !isOver(round); round++) {
    for (const [at, { path }] of asked.entries()) {
      const product = async () => {
        await servers.bump();
        paths[at].cold.push(await ask(path));
      };
      const sql = async () => paths[at].sql.push(await session.replay(statements[at]));
      // who comes second finds in the processor's caches what the first one has read
      for (const turn of round % 2 === 0 ? [product, sql] : [sql, product]) await turn();
      paths[at].warm.push(await ask(path));
    }
  }
  agent.destroy();
  await session.end();
  const requests = gets(asked.map(({ path }) => path));
  const several = await takeTurns(seconds, {
    cold: turnsOf(new Asker({ url: servers.product, requests, atOnce: connections, before: servers.bump })),
    sql: await replayTurns(servers.database, statements, connections),
    warm: steadyTurns(servers.product, requests, connections),
  });
  return { figures: figuresOf(paths, several), faults };
}

/** Answers that are remembered, and those that the client has already, next to the constant answer: nobody counts callers. */
async function measureKept({ asked, name }, servers, { seconds, connections }) {
  const requests = [];
  const faults = [];
  for (const { path } of asked) {
    const answer = await fetch(servers.uncounted + path);
    await answer.arrayBuffer();
    const headers = name.endsWith('304') ? { 'if-none-match': answer.headers.get('etag') } : {};
    requests.push({ path, headers });
  }
  const expected = name.endsWith('304') ? 304 : 200;
  const constant = gets(['/constant']);
  const many = (url, list, status) => ({
    ask: (time) => sustain({ url, requests: list, connections, seconds: time, status }),
  });
  const few = (url, list, status) => ({
    ask: (time) => sustain({ url, requests: list, connections: 1, seconds: time, status }),
  });
  const single = await takeTurns(seconds, {
    warm: few(servers.uncounted, requests, expected),
    constant: few(servers.constant, constant, 200),
  });
  const several = await takeTurns(seconds, {
    warm: many(servers.uncounted, requests, expected),
    constant: many(servers.constant, constant, 200),
  });
  for (const [who, { failures }] of Object.entries(several)) {
    for (const [what, times] of Object.entries(failures))
      faults.push(`${name}, ${who}: ${times} times ${what}`);
  }
  return { figures: { single, several, terms: [] }, faults };
}

/** Figures of all requests, and of each term its medians, and its best: what it costs when nothing else is in the way. */
function figuresOf(paths, several) {
  const single = {};
  for (const state of ['cold', 'sql', 'warm']) {
    const samples = new Samples();
    samples.times = paths.flatMap((path) => path[state]);
    samples.seconds = samples.times.reduce((sum, ms) => sum + ms, 0) / 1000;
    single[state] = samples.summary();
  }
  const terms = paths.map(({ label, cold, sql, warm }) => ({
    label,
    first: cold[0],
    best: Math.min(...cold),
    cold: medianOf(cold),
    sql: medianOf(sql),
    warm: medianOf(warm),
  }));
  return { single, several, terms };
}

async function recorded(recorder, path) {
  const answer = await fetch(recorder + path);
  if (!answer.ok) throw new Error(`The statements of ${path} could not be recorded.`);
  return answer.json();
}

/** A connection that sends statements as the product did, and tells how long those took that ask for something. */
async function replayer(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    replay: async (statements) => {
      let spent = 0;
      for (const { text, values } of statements) {
        const began = performance.now();
        await (values.length === 0 ? client.query(text) : client.query(text, values));
        if (!CONTROL.test(text)) spent += performance.now() - began;
      }
      return spent;
    },
    end: () => client.end(),
  };
}

/** Several connections that replay what paths have sent, without a pause. */
async function replayTurns(url, statements, connections) {
  const sessions = await Promise.all(Array.from({ length: connections }, () => replayer(url)));
  let next = 0;
  return {
    ask: async (seconds) => {
      const samples = new Samples();
      const began = performance.now();
      const worker = async ({ replay }) => {
        while (performance.now() - began < seconds * 1000) {
          const from = performance.now();
          await replay(statements[next++ % statements.length]);
          samples.times.push(performance.now() - from);
        }
      };
      await Promise.all(sessions.map(worker));
      samples.seconds = (performance.now() - began) / 1000;
      return samples;
    },
    close: () => void Promise.all(sessions.map((session) => session.end())),
  };
}

function timedRequest(url, agent) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    open(url, { agent }, (response) => {
      response
        .resume()
        .once('end', () => resolve({ status: response.statusCode, ms: performance.now() - began }));
    })
      .once('error', reject)
      .end();
  });
}

function medianOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
