// Measures exports: all listings as one file, how fast they come, and the memory of the process that sends them.
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { inProject } from '../../scripts/lib/project.mjs';
import { signerFor } from './auth-tokens.mjs';
import { KEY, serverSettings } from './database.mjs';
import { markdown, rate, time } from './markdown.mjs';
import { peakOf, startServer } from './processes.mjs';

/** What can be chosen by name. */
export const exportNames = ['api export csv', 'api export ndjson'];
/** MiB that the process may have had at most, its start and a whole export together. */
const MOST_MEMORY = 150;
const HOUR = 3_600_000;

/** A process of its own for each form: what it had at most is what the kernel has seen since its start. */
export async function benchExports(url, rows, only, say) {
  const results = [];
  const faults = [];
  for (const name of exportNames.filter((one) => only.test(one))) {
    const settings = serverSettings(url);
    const product = await startServer(inProject('dist/apps/api/src/main.js'), settings);
    try {
      const idle = peakOf(product.pid);
      const form = name.split(' ').at(-1);
      const found = await download(
        `${product.url}/api/v1/instruments/export?format=${form}`,
        access(settings),
      );
      const lines = form === 'csv' ? found.lines - 1 : found.lines;
      if (found.status !== 200) faults.push(`${name}: status ${found.status}`);
      results.push({
        name,
        rows: lines,
        seconds: found.seconds,
        bytes: found.bytes,
        idle,
        peak: peakOf(product.pid),
      });
      say(`${name}: ${lines} of ${rows} rows in ${found.seconds.toFixed(1)} s`);
    } finally {
      await product.stop();
    }
  }
  return { results, faults };
}

/** As a table. */
export function exportTable(results) {
  return markdown(
    ['case', 'rows', 'MB', 'seconds', 'rows/s', 'memory before, MiB', 'memory at most, MiB', 'target', 'met'],
    results.map(({ name, rows, bytes, seconds, idle, peak }) => [
      name,
      `${rows}`,
      (bytes / 1e6).toFixed(0),
      time(seconds),
      rate(rows / seconds),
      ...[idle, peak].map((memory) => (memory === null ? '' : memory.toFixed(0))),
      `≤ ${MOST_MEMORY} MiB`,
      peak === null ? '' : peak <= MOST_MEMORY ? 'yes' : 'MISSED',
    ]),
  );
}

/** Nobody asks for the session of whoever reads public lists: the signature tells that he is known. */
function access(settings) {
  const now = Date.now();
  return signerFor(settings).signAccess({
    jti: randomUUID(),
    sessionId: randomUUID(),
    userId: randomUUID(),
    gen: 1,
    kid: KEY,
    createdAt: new Date(now),
    expiresAt: new Date(now + HOUR),
  });
}

/** Reads an answer to its end and keeps nothing of it. */
function download(url, token) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    get(url, { headers: { authorization: `Bearer ${token}` } }, (response) => {
      let [bytes, lines] = [0, 0];
      response.on('data', (chunk) => {
        bytes += chunk.length;
        for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode, bytes, lines, seconds: (performance.now() - began) / 1000 }),
      );
    }).once('error', reject);
  });
}
