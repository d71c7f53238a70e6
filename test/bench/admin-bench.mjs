// Measures the lists of the panel: each request that a screen sends, signed in as somebody who may do everything.
import { Agent, request as open } from 'node:http';
import { inProject } from '../../scripts/lib/project.mjs';
import { makeAdminCases } from './admin-cases.mjs';
import { adminDatabase } from './admin-rows.mjs';
import { accessTokens, signerFor } from './auth-tokens.mjs';
import { Samples } from './client.mjs';
import { cpuClock } from './cpu-time.mjs';
import { serverSettings, withClient } from './database.mjs';
import { startServer } from './processes.mjs';

/** Each path is asked so often: 19 of these are 95 in a hundred. */
const ROUNDS = 20;
/** A case ends after so many times its seconds, whatever is left of its rounds. */
const MOST = 12;
const LEAST_ROUNDS = 5;

/** Whether a choice of cases means any of these: it has to say so, for their names have words of others (`imports`). */
export const wantsAdmin = (only) => only.source === '(?:)' || only.source.includes('admin');

/**
 * Every screen, one request at a time and each of them cold: the version of the listings is raised before it, so that no
 * answer comes from the memory of the product.
 *
 * @returns figures of each case, and what is wrong with any
 */
export async function benchAdmin(server, rows, options, say) {
  const name = await adminDatabase(server, rows, options.fresh, say);
  const url = server.url(name);
  const settings = serverSettings(url);
  const product = await startServer(inProject('dist/apps/api/src/main.js'), settings);
  try {
    return await withClient(url, async (side) => {
      const [access] = await accessTokens(side, signerFor(settings), 1, 1);
      const cases = (await makeAdminCases(side, rows)).filter((one) => options.only.test(one.name));
      const asker = askerOf(product.url, access);
      const clock = () => cpuClock(product.pid, side);
      const bump = () => side.query('UPDATE dataset SET version = version + 1');
      const results = [];
      const faults = [];
      for (const one of cases) {
        const { figures, faults: found } = await measureScreen(one, { asker, bump, clock }, options.seconds);
        results.push({ one, figures });
        faults.push(...found);
        say(`${one.name}: slowest ${figures.requests[0].p95.toFixed(0)} ms (${figures.requests[0].label})`);
      }
      asker.close();
      return { results, faults };
    });
  } finally {
    await product.stop();
  }
}

async function measureScreen(one, { asker, bump, clock }, seconds) {
  const faults = [];
  const measured = one.asked.map(({ path, label }) => ({ path, label, times: [], worked: [], total: null }));
  const began = performance.now();
  const isOver = (round) =>
    round >= ROUNDS || (round >= LEAST_ROUNDS && performance.now() - began > seconds * MOST * 1000);
  for (let round = 0; !isOver(round); round++) {
    for (const request of measured) {
      await bump();
      const spent = await clock();
      const before = spent();
      const { status, ms, body } = await asker.ask(request.path);
      request.times.push(ms);
      request.worked.push(spent() - before);
      if (status !== 200) faults.push(`${one.name}: ${request.path}: status ${status}`);
      else if (round === 0) request.total = totalOf(body);
    }
  }
  const requests = measured.map(({ path, label, times, worked, total }) => {
    const { median, p95 } = figuresOf(times);
    return {
      path,
      label,
      total,
      first: times[0],
      best: Math.min(...times),
      cpu: figuresOf(worked).median,
      median,
      p95,
    };
  });
  requests.sort((a, b) => b.p95 - a.p95);
  const all = figuresOf(measured.flatMap(({ times }) => times));
  const greatest = (of) => Math.max(...requests.map(of));
  const [first, best, cpu] = [({ first: ms }) => ms, ({ best: ms }) => ms, ({ cpu: ms }) => ms].map(greatest);
  return { figures: { ...all, first, best, cpu, requests }, faults: [...new Set(faults)] };
}

function figuresOf(times) {
  const samples = new Samples();
  samples.times = times;
  return samples.summary();
}

/** How many rows a list says that it has; null for what is no list. */
function totalOf(body) {
  const { page } = JSON.parse(body);
  return page === undefined ? null : `${page.count === 'estimated' ? '~' : ''}${page.total}`;
}

/** Sends one request after the other on one connection, as a browser does. */
function askerOf(url, access) {
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${access}`, accept: 'application/json' };
  const ask = (path) =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      open(url + path, { agent, headers }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.once('end', () =>
          resolve({
            status: response.statusCode,
            ms: performance.now() - began,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      })
        .once('error', reject)
        .end();
    });
  return { ask, close: () => agent.destroy() };
}
