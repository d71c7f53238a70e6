import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { AUTH_KEYS } from '../support/auth';
import { dropDatabase, freshDatabase } from '../support/database';
import { ServerProcess } from '../support/server';

let url: string;
let server: ServerProcess;
beforeEach(async () => {
  url = await freshDatabase();
});
afterEach(async () => {
  await server.end();
  await dropDatabase(url);
});

const start = (variables: Readonly<Record<string, string>> = {}): Promise<ServerProcess> =>
  ServerProcess.start({ DATABASE_URL: url, AUTH_KEYS, WEB_CONCURRENCY: '2', ...variables });

/** The processes that a process has started. */
function children(pid: number): number[] {
  const found = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return found.split('\n').filter(Boolean).map(Number);
}
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let time = 0; time < 200; time++) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error('it does not come true');
}
const isUp = (answer: Response): boolean => answer.status === 200;

describe('a server of two processes', () => {
  it('migrates and fills its database once, and says where it is once', async () => {
    const client = new Client(url);
    await client.connect();
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await client.end();
    server = await start({ SEED: 'on' });
    expect(isUp(await fetch(`${await server.url()}/listInstrument`))).toBe(true);
    server.signal('SIGTERM');
    const { code, stdout } = await server.outcome;
    expect(code).toBe(0);
    for (const line of [
      /Applied \d+ migrations/g,
      /loading the fixtures/g,
      /answers at/g,
      /Users for development/g,
    ]) {
      expect([line, stdout.match(line)?.length]).toEqual([line, 1]);
    }
  });

  it('replaces one that is killed, and loses no request but those that it had', async () => {
    server = await start();
    const address = await server.url();
    const two = children(server.pid);
    expect(two).toHaveLength(2);
    let running = true;
    const outcomes = { ok: 0, other: 0, broken: 0 };
    const load = async (): Promise<void> => {
      while (running) {
        try {
          // a connection each: who keeps one to the dead process loses what he sends there
          // what was handed to the dead process may wait for ever: Node keeps its end of such a connection open
          const signal = AbortSignal.timeout(5_000);
          const answer = await fetch(`${address}/health/live`, { headers: { connection: 'close' }, signal });
          outcomes[isUp(answer) ? 'ok' : 'other'] += 1;
        } catch {
          outcomes.broken += 1;
        }
      }
    };
    const loads = Array.from({ length: 6 }, load);
    await sleep(200);
    process.kill(two[0] ?? 0, 'SIGKILL');
    await until(() => children(server.pid).filter((pid) => !two.includes(pid)).length === 1);
    const before = outcomes.ok;
    await until(() => outcomes.ok > before + 100);
    running = false;
    await Promise.all(loads);
    expect(children(server.pid)).toHaveLength(2);
    expect(outcomes.other).toBe(0);
    expect(outcomes.broken).toBeLessThanOrEqual(loads.length);
  });

  it('adds the figures of both up, and tells those of the installation as they are', async () => {
    server = await start({ METRICS_PORT: '0' });
    const address = await server.url();
    for (let time = 0; time < 20; time++) {
      await fetch(`${address}/listInstrument`, { headers: { connection: 'close' } });
    }
    const text = await (await fetch(await server.metricsUrl())).text();
    const figure = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    expect(figure('http_requests_total\\{method="GET",route="/listInstrument",status="200"\\}')).toBe(20);
    expect(figure('buscainstrumentos_database_up')).toBe(1);
    expect(figure('buscainstrumentos_database_connections_max\\{pool="primary"\\}')).toBe(20);
    expect(figure('buscainstrumentos_sessions_open')).toBe(0);
  });

  it('opens the log anew in each of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'buscainstrumentos-log-'));
    const file = join(folder, 'api.log');
    try {
      server = await start({ LOG_FILE: file });
      const address = await server.url();
      renameSync(file, `${file}.1`);
      server.signal('SIGUSR2');
      await until(() => existsSync(file));
      await sleep(300);
      const before = requestsIn(`${file}.1`);
      for (let time = 0; time < 40; time++) {
        await fetch(`${address}/listInstrument`, { headers: { connection: 'close' } });
      }
      // Node hands connections out in turn: both of them write
      await until(() => requestsIn(file) === 40);
      expect(requestsIn(`${file}.1`)).toBe(before);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('lets go of both when it is killed itself', async () => {
    server = await start();
    await server.url();
    const two = children(server.pid);
    server.signal('SIGKILL');
    await server.outcome;
    await until(() => two.every((pid) => !isAlive(pid)));
  });
});

/** Lines about requests in a log. */
function requestsIn(file: string): number {
  return readFileSync(file, 'utf8').match(/"msg":"request"/g)?.length ?? 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
