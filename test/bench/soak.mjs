// A server at work for an hour, and what it holds meanwhile.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  commandSettings,
  dropDatabase,
  newDatabase,
  openServer,
  serverSettings,
  withClient,
} from './database.mjs';
import { machineLine } from './report.mjs';
import { runCli, startServer } from './processes.mjs';
import { SoakClient } from './soak-load.mjs';
import { judge } from './soak-verdict.mjs';

const DATABASE = 'bench_soak';
const LISTINGS = 20_000;
const LOOK_EVERY = 10_000;
/** The clockwork of the server purges once an hour: here something has to be purged more often. */
const PURGE_EVERY = 5 * 60_000;
/** Short lives, so that sessions end within the run. */
const LIVES = {
  ACCESS_TTL_SECONDS: '60',
  ACCESS_TTL_STAFF_SECONDS: '60',
  REFRESH_IDLE_SECONDS: '300',
  REFRESH_IDLE_STAFF_SECONDS: '300',
  SESSION_ABSOLUTE_SECONDS: '600',
  SESSION_ABSOLUTE_STAFF_SECONDS: '600',
};

/** A sleep that does not keep the process. */
const idle = (milliseconds) => sleep(milliseconds, undefined, { ref: false });

const say = (text) => console.error(`[soak] ${text}`);

/** Runs it and prints the verdict. */
export async function soak({ minutes, json }) {
  const closing = [];
  const close = async () => {
    while (closing.length > 0) await closing.pop()();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => void close().finally(() => process.exit(130)));
  }
  try {
    const server = await openServer();
    closing.push(() => server.release());
    await newDatabase(server, DATABASE);
    closing.push(() => dropDatabase(server, DATABASE));
    const { api, client } = await begin(server.url(DATABASE));
    closing.push(() => api.stop());
    const looks = await work(api, client, server.url(DATABASE), minutes);
    const version = await withClient(server.url(), async (asker) => {
      return (await asker.query('SHOW server_version')).rows[0].server_version;
    });
    report(looks, client, machineLine(version), json);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await close();
  }
}

/** A database with listings, a superuser and an API key, and the server on it. */
async function begin(url) {
  const settings = { ...commandSettings(url), ...LIVES };
  say(`${LISTINGS} listings …`);
  await runCli(['seed', '--rows', String(LISTINGS)], settings);
  await runCli(['syncpermissions'], settings);
  const [email, password] = ['soak@example.org', randomBytes(24).toString('base64url')];
  await runCli(['createsuperuser'], { ...settings, SUPERUSER_EMAIL: email, SUPERUSER_PASSWORD: password });
  const forKey = ['--user', email, '--name', 'soak', '--permission', 'instruments.import'];
  const { output } = await runCli(['apikeys', 'create', ...forKey], settings);
  const key = output.split('\n', 1)[0];
  const metrics = await freePort();
  const api = await startServer('dist/apps/api/src/main.js', {
    ...{ ...serverSettings(url), ...LIVES, SCHEDULER: 'on', METRICS_PORT: String(metrics) },
  });
  const figures = `http://127.0.0.1:${metrics}/metrics`;
  return { api: { ...api, figures }, client: new SoakClient({ url: api.url, key, email, password }) };
}

async function work(api, client, url, minutes) {
  const began = performance.now();
  const minute = () => (performance.now() - began) / 60_000;
  const looks = [];
  let told = 0;
  const watch = (async () => {
    for (; minute() < minutes; await sleep(LOOK_EVERY)) {
      looks.push({ minute: minute(), ...(await look(api, url)) });
      if (minute() < told) continue;
      const { heapMiB, rssMiB, files, connections } = looks.at(-1);
      say(
        `${Math.round(minute())} min: heap ${heapMiB}, resident ${rssMiB} MiB, ${files} files, ${connections} connections`,
      );
      told += 5;
    }
  })();
  const purging = async () => {
    for (await idle(PURGE_EVERY); minute() < minutes; await idle(PURGE_EVERY)) {
      await runCli(['purge-expired'], { ...commandSettings(url), ...LIVES });
    }
  };
  void purging().catch((error) => client.failures.push(String(error)));
  while (minute() < minutes) await client.round();
  await watch;
  return looks;
}

/** What the server holds now. Memory in MiB; the lag is how late its timers are, at the 99th percentile. */
async function look({ pid, figures }, url) {
  const text = await (await fetch(figures)).text();
  const figure = (name) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]);
  const connections = await withClient(url, async (client) => {
    const { rows } = await client.query(
      `SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = $1 AND application_name LIKE '%api'`,
      [DATABASE],
    );
    return rows[0].open;
  });
  return {
    heapMiB: mebibytes(figure('nodejs_heap_size_used_bytes')),
    rssMiB: mebibytes(
      1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
    ),
    files: readdirSync(`/proc/${pid}/fd`).length,
    connections,
    lagMs: Math.round(1_000 * figure('nodejs_eventloop_lag_p99_seconds')),
  };
}

const mebibytes = (bytes) => Math.round((bytes / 2 ** 20) * 10) / 10;

function report(looks, client, machine, json) {
  const verdict = judge(looks);
  console.log(`${machine}\n`);
  console.log(
    `${Math.round(looks.at(-1).minute)} minutes, ${[...client.statuses.values()].reduce((one, other) => one + other, 0)} answers:`,
  );
  for (const [status, times] of [...client.statuses].sort()) console.log(`  ${status}: ${times}`);
  console.log('\n| what | second quarter | last quarter | growth | bound |\n|---|--:|--:|--:|--:|');
  for (const { name, early, late, growth, bound } of verdict) {
    const rounded = [early, late, growth].map((one) => (one === null ? '' : Math.round(one * 10) / 10));
    console.log(`| ${[name, ...rounded, bound].join(' | ')} |`);
  }
  if (json !== null)
    writeFileSync(json, JSON.stringify({ looks, statuses: [...client.statuses], verdict }, null, 1));
  const faults = [
    ...verdict.filter(({ leaks }) => leaks).map(({ name }) => `${name} grows`),
    ...client.serverErrors.map(([status, times]) => `${times} answers were ${status}`),
    ...[...new Set(client.failures)].map((failure) => `no answer: ${failure}`),
  ];
  console.log(faults.length === 0 ? '\nNothing leaks.' : `\n${faults.join('\n')}`);
  if (faults.length > 0) process.exitCode = 1;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
