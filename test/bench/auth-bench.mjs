// The benchmark of sign-in and tokens: what each request costs, and what the guard adds to a request.
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { inProject } from '../../scripts/lib/project.mjs';
import { emailOf, PASSWORD, tokenDatabase, USERS } from './auth-rows.mjs';
import { accessTokens, refreshRequests, signerFor } from './auth-tokens.mjs';
import { Asker, gets, post, Samples, sustain } from './client.mjs';
import { copyDatabase, dropDatabase, serverSettings, withClient } from './database.mjs';
import { failuresOf, steadyTurns, takeTurns, turnsOf } from './measure.mjs';
import { startServer } from './processes.mjs';
import { product } from './product.mjs';

const COPY = 'bench_auth_copy';
/** Node does such work on four threads. */
const THREADS = 4;
/** Refresh tokens that a turn of rotations has at its disposal. */
const ROTATIONS = 3_000;
/** Sessions that are asked about in turn. */
const SESSIONS = 100;

/**
 * @typedef {object} AuthCase
 * @property {string} name
 * @property {string | null} reference
 * @property {number} [most] what it may cost more than the reference, in percent
 * @property {boolean} [rotates] whether each answer is a new generation
 * @property {(context: object, atOnce: number) => Promise<Record<string, import('./measure.mjs').Participant>>} play
 *   `ours`, and `reference` where there is one
 */

/** @type {AuthCase[]} */
const CASES = [
  { name: 'auth sign-in', reference: 'argon2id alone', play: signIns },
  { name: 'auth refresh that rotates', reference: null, rotates: true, play: rotations },
  { name: 'auth refresh that keeps', reference: null, play: keeps },
  { name: 'auth verify', reference: null, play: verifications },
  guarded('auth guarded GET, accounts', '/api/v1/admin/users?per_page=50'),
  guarded('auth guarded GET, runs', '/api/v1/imports'),
];

/** What can be chosen by name. */
export const authNames = CASES.map(({ name }) => name);

/**
 * Measures the cases that are chosen, on a copy of a database with a million and a half tokens.
 *
 * @param {number} thousands of expired tokens in the database
 * @returns figures of each, and what is wrong with any
 */
export async function benchAuth(server, thousands, options, say) {
  const original = await tokenDatabase(server, thousands, options.fresh, say);
  const closing = [];
  try {
    await copyDatabase(server, original, COPY);
    closing.push(() => dropDatabase(server, COPY));
    const url = server.url(COPY);
    const settings = serverSettings(url);
    const start = async (file) => {
      const running = await startServer(inProject(file), settings);
      closing.push(running.stop);
      return running.url;
    };
    const servers = {
      product: await start('dist/apps/api/src/main.js'),
      unguarded: await start('test/bench/unguarded-server.mjs'),
    };
    return await withClient(url, (side) =>
      measureAll({ ...servers, side, signer: signerFor(settings) }, options, say),
    );
  } finally {
    while (closing.length > 0) await closing.pop()();
  }
}

async function measureAll(context, { seconds, connections, only }, say) {
  const results = [];
  const faults = await checkDoors(context);
  for (const one of CASES.filter(({ name }) => only.test(name))) {
    const before = await rotationsSoFar(context);
    const figures = {
      single: await takeTurns(seconds, await one.play(context, 1)),
      several: await takeTurns(seconds, await one.play(context, connections)),
    };
    const rotated = (await rotationsSoFar(context)) - before;
    const expected = one.rotates ? figures.single.ours.requests + figures.several.ours.requests : 0;
    if (rotated !== expected) faults.push(`${one.name}: ${rotated} rotations instead of ${expected}`);
    faults.push(...failuresOf(one.name, figures));
    results.push({ one, figures });
    say(`${one.name}: ${figures.single.ours.median?.toFixed(2)} ms`);
  }
  return { results, faults };
}

/** People who sign in with the right password, next to nothing but the hash work of it. */
async function signIns({ product: url }, atOnce) {
  const people = Array.from({ length: USERS / 2 - 1 }, (_, at) => emailOf(at + 2));
  const requests = people.map((email) => post('/api/v1/auth/token', { email, password: PASSWORD }));
  const phc = await hash(PASSWORD, product('libs/users/src/password-hash').ARGON2);
  return { ours: turnsOf(new Asker({ url, requests, atOnce })), reference: { ask: bareHashing } };

  async function bareHashing(seconds) {
    const samples = new Samples();
    const began = performance.now();
    const worker = async () => {
      do {
        const from = performance.now();
        if (await verify(phc, PASSWORD)) samples.times.push(performance.now() - from);
        else samples.fail('wrong password');
      } while (performance.now() - began < seconds * 1000);
    };
    // as many as the product does at once
    await Promise.all(Array.from({ length: Math.min(atOnce, availableParallelism(), THREADS) }, worker));
    samples.seconds = (performance.now() - began) / 1000;
    return samples;
  }
}

async function rotations({ product: url, side, signer }, atOnce) {
  const asker = new Asker({ url, atOnce });
  const prepare = async () => asker.load(await refreshRequests(side, signer, ROTATIONS, '2 minutes'));
  return { ours: { ...turnsOf(asker), prepare } };
}

async function keeps({ product: url, side, signer }, connections) {
  let requests;
  const prepare = async () => {
    // young ones each time: they rotate when they are a minute old
    requests = await refreshRequests(side, signer, SESSIONS, '0 seconds');
  };
  return { ours: { prepare, ask: (seconds) => sustain({ url, requests, connections, seconds }) } };
}

async function verifications({ product: url, side, signer }, atOnce) {
  const tokens = await accessTokens(side, signer, SESSIONS);
  const requests = tokens.map((token) => post('/api/v1/auth/token/verify', { token }));
  return { ours: asking(url, requests, atOnce) };
}

/** A list that asks for a permission, next to the same list where nobody stands at the door. */
function guarded(name, path) {
  return {
    name,
    reference: 'unguarded',
    most: 15,
    play: async ({ product: url, unguarded, side, signer }, atOnce) => {
      // user 1 alone has the permission, by a group; a session is used for many requests
      const [access] = await accessTokens(side, signer, 1, 1);
      const requests = gets([path], bearer(access));
      return { ours: asking(url, requests, atOnce), reference: asking(unguarded, requests, atOnce) };
    },
  };
}

const asking = (url, requests, atOnce) =>
  atOnce === 1 ? turnsOf(new Asker({ url, requests, atOnce })) : steadyTurns(url, requests, atOnce);

const bearer = (access) => ({ authorization: `Bearer ${access}` });

/** Generations that came after the first one of a session of ours. */
async function rotationsSoFar({ side }) {
  const { rows } = await side.query(
    `SELECT coalesce(sum(current_gen - 1), 0)::int AS n FROM auth_session WHERE user_agent = 'bench'`,
  );
  return rows[0].n;
}

/** Whether doors are shut and open as the cases have it, and both servers show the same behind them. */
async function checkDoors({ product: url, unguarded, side, signer }) {
  const faults = [];
  const [access] = await accessTokens(side, signer, 1, 1);
  for (const path of ['/api/v1/admin/users?per_page=50', '/api/v1/imports']) {
    const answers = [];
    for (const [base, headers, expected] of [
      [url, {}, 401],
      [unguarded, {}, 200],
      [url, bearer(access), 200],
      [unguarded, bearer(access), 200],
    ]) {
      const answer = await fetch(base + path, { headers });
      answers.push(await answer.text());
      const who = headers.authorization ? 'somebody' : 'nobody';
      if (answer.status !== expected) faults.push(`${base}${path} by ${who}: status ${answer.status}`);
    }
    const [, first, ...others] = answers;
    if (JSON.parse(first).data?.length !== 50) faults.push(`${path}: no full page`);
    if (others.some((text) => text !== first))
      faults.push(`${path}: the unguarded server sends something else`);
  }
  const { body, method, headers } = post('', { token: `${access}x` });
  const { status } = await fetch(`${url}/api/v1/auth/token/verify`, { body, method, headers });
  if (status !== 401) faults.push(`verify of a forged token: status ${status}`);
  return faults;
}
