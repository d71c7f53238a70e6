// The asking side: many connections without a pause, or rounds of requests with something done in between.
import { Agent, get } from 'node:http';
import autocannon from 'autocannon';

const TIMEOUT = 120;

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
      p99: quantile(0.99),
    };
  }
}

/** Requests without a pause for some seconds; each connection begins at another path. */
export function sustain({ url, paths, connections, seconds }) {
  const samples = new Samples();
  const requests = paths.map((path) => ({ path }));
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
      if (status === 200) samples.times.push(time);
      else samples.fail(`status ${status}`);
    });
  });
}

/** Keeps its connections and its place among the paths from one call to the next. */
export class Asker {
  #agent = new Agent({ keepAlive: true });
  #at = 0;

  constructor({ url, paths, atOnce, before = null }) {
    Object.assign(this, { url, paths, atOnce, before });
  }

  /**
   * Asks for some seconds. With something to do `before`, in rounds: that first, untimed, then as many requests at once
   * as wanted, until the last is answered. Without, each request follows upon the end of another.
   */
  async ask(seconds) {
    const samples = new Samples();
    const until = performance.now() + seconds * 1000;
    do {
      await this.before?.();
      const began = performance.now();
      const worker = async () => {
        do await this.#one(samples);
        while (!this.before && performance.now() < until);
      };
      await Promise.all(Array.from({ length: this.atOnce }, worker));
      samples.seconds += (performance.now() - began) / 1000;
    } while (performance.now() < until);
    return samples;
  }

  close() {
    this.#agent.destroy();
  }

  async #one(samples) {
    const path = this.paths[this.#at++ % this.paths.length];
    const began = performance.now();
    const outcome = await outcomeOf(this.url + path, this.#agent);
    if (outcome === 'status 200') samples.times.push(performance.now() - began);
    else samples.fail(outcome);
  }
}

function outcomeOf(url, agent) {
  return new Promise((resolve) => {
    get(url, { agent, timeout: TIMEOUT * 1000 }, (response) => {
      response.resume().once('end', () => resolve(`status ${response.statusCode}`));
    }).once('error', (error) => resolve(error.code ?? error.message));
  });
}
