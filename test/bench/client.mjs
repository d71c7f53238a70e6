// The asking side: many connections without a pause, rounds of requests with something done in between, or a steady pace.
import { Agent, request as open } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';

const TIMEOUT = 120;

/**
 * @typedef {object} Request
 * @property {string} path
 * @property {string} [method] GET if absent
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 */

/** Requests for paths. @returns {Request[]} */
export const gets = (paths, headers = {}) => paths.map((path) => ({ path, headers }));

/** A request with a JSON body. @returns {Request} */
export const post = (path, body) => ({
  path,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What was measured: milliseconds of each answered request, and the seconds in which they were answered. */
export class Samples {
  times = [];
  seconds = 0;
  /** What was answered instead of status 200, and how often. */
  failures = new Map();

  add(other) {
    for (const time of other.times) this.times.push(time);
    this.seconds += other.seconds;
    for (const [what, times] of other.failures) this.fail(what, times);
  }

  fail(what, times = 1) {
    this.failures.set(what, (this.failures.get(what) ?? 0) + times);
  }

  /** Figures of all requests. */
  summary() {
    const sorted = Float64Array.from(this.times).sort();
    const quantile = (share) => sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? null;
    return {
      requests: sorted.length,
      failures: Object.fromEntries(this.failures),
      perSecond: this.seconds > 0 ? sorted.length / this.seconds : 0,
      median: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
    };
  }
}

/** Requests without a pause for some seconds; each connection begins at another one. @param how with the `status` expected */
export function sustain({ url, requests, connections, seconds, status: expected = 200 }) {
  const samples = new Samples();
  let next = 0;
  return new Promise((resolve, reject) => {
    let last = performance.now();
    const began = last;
    const cannon = autocannon(
      {
        url,
        connections,
        duration: seconds,
        sampleInt: 20,
        timeout: TIMEOUT,
        requests,
        setupClient: (client) => {
          const from = next++ % requests.length;
          client.setRequests([...requests.slice(from), ...requests.slice(0, from)]);
        },
      },
      (error, result) => {
        if (error) return reject(error);
        samples.seconds = (last - began) / 1000;
        if (result.errors > 0) samples.fail('no answer', result.errors);
        resolve(samples);
      },
    );
    cannon.on('response', (_client, status, _bytes, time) => {
      last = performance.now();
      if (status === expected) samples.times.push(time);
      else samples.fail(`status ${status}`);
    });
  });
}

/** Keeps its connections and its place among the requests from one call to the next. */
export class Asker {
  #agent = new Agent({ keepAlive: true });
  #at = 0;
  #requests;
  #once = false;

  /** @param {{ url: string, requests?: Request[], atOnce: number, before?: (() => Promise<void>) | null }} how */
  constructor({ url, requests = [], atOnce, before = null }) {
    Object.assign(this, { url, atOnce, before });
    this.#requests = requests;
  }

  /** Other requests from now on, each of them sent once: asking ends when there are no more. */
  load(requests) {
    this.#requests = requests;
    this.#at = 0;
    this.#once = true;
  }

  /**
   * Asks for some seconds. With something to do `before`, in rounds: that first, untimed, then as many requests at once
   * as wanted, until the last is answered. Without, each request follows upon the end of another.
   */
  async ask(seconds) {
    const samples = new Samples();
    const until = performance.now() + seconds * 1000;
    const isOver = () => performance.now() >= until || (this.#once && this.#at >= this.#requests.length);
    do {
      await this.before?.();
      const began = performance.now();
      const worker = async () => {
        do await this.#one(samples);
        while (!this.before && !isOver());
      };
      await Promise.all(Array.from({ length: this.atOnce }, worker));
      samples.seconds += (performance.now() - began) / 1000;
    } while (!isOver());
    return samples;
  }

  close() {
    this.#agent.destroy();
  }

  async #one(samples) {
    await send(this.url, this.#requests[this.#at++ % this.#requests.length], this.#agent, samples);
  }
}

/**
 * Sends requests at a steady pace, whether those before have been answered or not, as people do; until it is told to
 * stop or there are no more.
 *
 * @param {{ url: string, requests: Iterator<Request>, perSecond: number, until: Promise<unknown> }} how
 */
export async function pace({ url, requests, perSecond, until }) {
  const samples = new Samples();
  const agent = new Agent({ keepAlive: true });
  const began = performance.now();
  const sent = [];
  let stopped = false;
  const stop = () => (stopped = true);
  void until.then(stop, stop);
  for (;;) {
    await sleep(Math.max(began + (sent.length * 1000) / perSecond - performance.now(), 0));
    if (stopped) break;
    const { value, done } = requests.next();
    if (done) {
      samples.fail('no more requests');
      break;
    }
    sent.push(send(url, value, agent, samples));
  }
  await Promise.all(sent);
  samples.seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return samples;
}

async function send(url, request, agent, samples) {
  const began = performance.now();
  const outcome = await outcomeOf(url, request, agent);
  if (outcome === 'status 200') samples.times.push(performance.now() - began);
  else samples.fail(outcome);
}

function outcomeOf(url, { path, body, ...rest }, agent) {
  return new Promise((resolve) => {
    open(url + path, { ...rest, agent, timeout: TIMEOUT * 1000 }, (response) => {
      response.resume().once('end', () => resolve(`status ${response.statusCode}`));
    })
      .once('error', (error) => resolve(error.code ?? error.message))
      .end(body);
  });
}
