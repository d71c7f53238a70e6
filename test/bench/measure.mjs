// Measures a case: its participants (the product warm and cold, and the reference) take turns, so that whatever else
// the machine does falls on all of them.
import { Asker, gets, Samples, sustain } from './client.mjs';

/** Seconds of one turn. */
const TURN = 1;
/** Requests that a slow participant answers at least. */
const LEAST = 5;

/**
 * "Cold" means that the listings have changed since the term was last asked for: before each request (or each round of
 * requests at once) the version of the data set is raised, as every batch of an import does, so that nothing that the
 * product remembers counts. What PostgreSQL and the system have in memory stays. Another way would be to start the
 * product again for each request, which would measure its start.
 *
 * @param {import('./cases.mjs').Case} one
 * @param {{ product: string, references: Record<string, string>, bump: () => Promise<void> }} servers
 * @returns for one request at a time and for several at once: figures of `cold`, `warm` and `reference`
 */
export async function measureCase(one, servers, { seconds, connections }) {
  const reference = servers.references[one.reference];
  const requests = gets(one.paths);
  const common = { url: servers.product, requests };
  const slow = one.reference === 'old plan';
  // each path once, so that it is remembered
  const prepare = () => askEach(servers.product, one.paths);
  const single = await takeTurns(seconds, {
    warm: { ...turnsOf(new Asker({ ...common, atOnce: 1 })), prepare },
    cold: turnsOf(new Asker({ ...common, atOnce: 1, before: servers.bump })),
    reference: turnsOf(new Asker({ ...common, url: reference, atOnce: 1 })),
  });
  const several = await takeTurns(seconds, {
    warm: { ...steadyTurns(servers.product, requests, connections), prepare },
    cold: turnsOf(new Asker({ ...common, atOnce: connections, before: servers.bump })),
    // the load generator cuts off what has not been answered when its time is over: no good for slow answers
    reference: slow
      ? turnsOf(new Asker({ ...common, url: reference, atOnce: connections }))
      : steadyTurns(reference, requests, connections),
  });
  return { single, several };
}

/**
 * @typedef {object} Participant
 * @property {() => Promise<void>} [prepare] what is done before each turn, untimed
 * @property {(seconds: number) => Promise<Samples>} ask
 * @property {() => void} [close]
 */

/** One that asks by an Asker. @returns {Participant} */
export const turnsOf = (asker) => ({ ask: (seconds) => asker.ask(seconds), close: () => asker.close() });

/** One that asks without a pause, on several connections. @returns {Participant} */
export const steadyTurns = (url, requests, connections) => ({
  ask: (seconds) => sustain({ url, requests, connections, seconds }),
});

/**
 * Lets participants take turns until each has asked for its seconds.
 *
 * @param {Record<string, Participant>} participants
 * @returns figures of each
 */
export async function takeTurns(seconds, participants) {
  const results = Object.fromEntries(Object.keys(participants).map((name) => [name, new Samples()]));
  const isDone = ({ seconds: spent, times, failures }) =>
    spent >= seconds && (times.length + failures.size >= LEAST || spent >= 20 * seconds);
  const waiting = new Set(Object.keys(participants));
  while (waiting.size > 0) {
    for (const name of [...waiting]) {
      await participants[name].prepare?.();
      results[name].add(await participants[name].ask(TURN));
      if (isDone(results[name])) waiting.delete(name);
    }
  }
  for (const participant of Object.values(participants)) participant.close?.();
  return Object.fromEntries(Object.entries(results).map(([name, samples]) => [name, samples.summary()]));
}

/** One line for each kind of failure of each participant. */
export function failuresOf(name, figures) {
  return Object.entries(figures).flatMap(([manner, all]) =>
    Object.entries(all).flatMap(([who, { failures }]) =>
      Object.entries(failures).map(([what, times]) => `${name}, ${manner}, ${who}: ${times} times ${what}`),
    ),
  );
}

async function askEach(url, paths) {
  for (const path of paths) await fetch(url + path).then((answer) => answer.arrayBuffer());
}

/**
 * Compares what the product answers with what the database says by other means.
 *
 * @returns one line for each wrong answer
 */
export async function checkAnswers(one, url) {
  const faults = [];
  for (const [at, path] of one.paths.entries()) {
    const answer = await fetch(url + path);
    const body = await answer.json();
    const expected = one.counts[at];
    if (answer.status !== 200) faults.push(`${path}: status ${answer.status}`);
    else if (expected !== null && body.count !== expected) {
      faults.push(`${path}: count ${body.count} instead of ${expected}`);
    } else if (body.results.length === 0) faults.push(`${path}: no results`);
  }
  return faults;
}

/** Whether the product and the bare server send the same listings. */
export async function checkSamePage(product, bare) {
  const [ours, theirs] = await Promise.all(
    [product, bare].map(async (url) => (await (await fetch(`${url}/listInstrument`)).json()).results),
  );
  const text = (results) =>
    JSON.stringify(results.map((item) => Object.entries(item).map(([key, value]) => [key, String(value)])));
  return text(ours) === text(theirs) ? [] : ['list page 1: the bare server sends other rows'];
}
