import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ClusterDirectory } from '../../libs/database/src/embedded/cluster-directory';
import {
  type EmbeddedPostgres,
  ensureDatabase,
  startEmbeddedPostgres,
} from '../../libs/database/src/embedded/embedded-postgres';

const root = path.resolve(__dirname, '../..');
const isRoot = process.getuid?.() === 0;
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-postgres-'));
const compiled = path.join(scratch, 'compiled');
const servers: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
let counter = 0;

beforeAll(() => {
  fs.chmodSync(scratch, 0o755);
  const swc = path.join(root, 'node_modules/@swc/cli/bin/swc.js');
  const sources = ['libs/kernel', 'libs/database/src/embedded'];
  execFileSync(process.execPath, [swc, ...sources, '-d', compiled, '--extensions', '.ts', '-q'], {
    cwd: root,
  });
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => server.release()));
});

afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** A directory of its own for each test. */
function newDir(): string {
  counter += 1;
  return path.join(scratch, `parent-${counter}`, 'cluster');
}

/** Starts and remembers to release. Volatile clusters are quicker; those that must outlive a stop are not. */
async function start(dir: string, volatile = true): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dir, volatile });
  servers.push(server);
  return server;
}

async function query(server: EmbeddedPostgres, sql: string, database?: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows[0] ?? [];
  } finally {
    await client.end();
  }
}

/** Another Node process that takes a lease and keeps it until it is killed; resolves with its first line. */
async function holder(dir: string, uid?: number): Promise<{ child: ChildProcess; line: string }> {
  const module = path.join(compiled, 'libs/database/src/embedded/embedded-postgres.js');
  const script = `require(${JSON.stringify(module)}).startEmbeddedPostgres({ dir: ${JSON.stringify(dir)} })
    .then((s) => (console.log(JSON.stringify({ url: s.url(), started: s.started })), setInterval(() => {}, 1000)),
      (e) => console.log(JSON.stringify({ code: e.code, message: e.message })))`;
  const child = spawn(process.execPath, ['-e', script], {
    cwd: '/',
    env: { NODE_PATH: path.join(root, 'node_modules') },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  children.push(child);
  const [chunk] = await once(child.stdout, 'data');
  return { child, line: String(chunk) };
}

function postmasterPid(dir: string): number {
  return new ClusterDirectory(dir).postmaster()?.pid ?? 0;
}

async function until(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!condition() && Date.now() < deadline) await sleep(50);
  return condition();
}

describe('a server', () => {
  it('starts with the settings promised, and keeps its data when started again', async () => {
    const dir = newDir();
    const first = await start(dir, false);
    expect(first.started).toBe(true);
    await Promise.all([ensureDatabase(first, 'música "1"'), ensureDatabase(first, 'música "1"')]);
    await query(first, 'create table kept as select 1 as n', 'música "1"');
    expect(
      await query(first, "select lower('ÁÑ'), current_setting('TimeZone'), current_setting('jit')"),
    ).toEqual(['áñ', 'UTC', 'off']);
    expect(await query(first, "select current_setting('max_wal_size')")).toEqual(['2GB']);
    await first.release();
    await first.release();
    expect(postmasterPid(dir)).toBe(0);

    const second = await start(dir, false);
    expect(second.started).toBe(true);
    expect(second.url()).toBe(first.url());
    expect(await query(second, 'select n from kept', 'música "1"')).toEqual([1]);
  });

  it('is for this machine and this account only', async () => {
    const dir = newDir();
    const server = await start(dir);
    expect(
      await query(server, "select current_setting('listen_addresses'), current_setting('fsync')"),
    ).toEqual(['127.0.0.1', 'off']);
    expect(fs.statSync(path.join(dir, 'password')).mode & 0o777).toBe(0o600);
    const wrong = new Client({ connectionString: server.url().replace(/app:[^@]+/, 'app:guess') });
    await expect(wrong.connect()).rejects.toThrow('password authentication failed');
    const { uid } = fs.statSync(`/proc/${postmasterPid(dir)}`, { throwIfNoEntry: false }) ?? {};
    if (isRoot && uid !== undefined) expect(uid).toBeGreaterThan(0);
    await server.release();
    expect(fs.existsSync(dir)).toBe(false);
  });
});

describe('several users of one cluster', () => {
  it('share a server when they start at once, and the last one out stops it', async () => {
    const dir = newDir();
    const [one, two, other] = await Promise.all([start(dir, false), start(dir, false), holder(dir)]);
    expect([one.started, two.started, other.line.includes('"started":true')].filter(Boolean)).toHaveLength(1);
    expect(one.url()).toBe(two.url());
    expect(other.line).toContain(one.url());

    other.child.kill('SIGKILL');
    await Promise.all([once(other.child, 'exit'), one.release()]);
    expect(await query(two, 'select 1')).toEqual([1]);
    await two.release();
    expect(postmasterPid(dir)).toBe(0);
  });

  it('survive the lock of a dead process', async () => {
    const dir = newDir();
    fs.mkdirSync(path.join(dir, 'lock'), { recursive: true });
    fs.writeFileSync(path.join(dir, 'lock', '7'), `${process.pid}.another-life`);
    expect((await start(dir)).started).toBe(true);
    expect(fs.readdirSync(path.join(dir, 'lock'))).toEqual(['8']);
  });

  it('keep out of each other’s way: one at a time holds the lock', async () => {
    const home = new ClusterDirectory(newDir());
    fs.mkdirSync(home.dir, { recursive: true });
    let inside = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      expect(inside).toBe(1);
      await sleep(1);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => new ClusterDirectory(home.dir).locked(work)));
    await expect(home.locked(() => home.locked(work, 50))).rejects.toThrow('for too long');
  });
});

describe('after a crash', () => {
  it('of PostgreSQL, starts again with the data intact', async () => {
    const dir = newDir();
    const first = await start(dir, false);
    await query(first, 'create table kept as select 1 as n');
    process.kill(postmasterPid(dir), 'SIGKILL');
    await until(() => postmasterPid(dir) === 0, 2_000);
    const second = await start(dir, false);
    expect(second.started).toBe(true);
    expect(await query(second, 'select n from kept')).toEqual([1]);
  });

  it('of PostgreSQL, is started again by whoever holds a lease, at the same address', async () => {
    const dir = newDir();
    const [server, other] = await Promise.all([start(dir, false), start(dir, false)]);
    await query(server, 'create table kept as select 1 as n');
    expect(await server.revive()).toBe(false);
    process.kill(postmasterPid(dir), 'SIGKILL');
    await until(() => postmasterPid(dir) === 0, 2_000);
    // whoever comes second finds it running
    const revived = await Promise.all([server.revive(), other.revive()]);
    expect(revived.filter(Boolean)).toHaveLength(1);
    expect(await query(server, 'select n from kept')).toEqual([1]);

    await Promise.all([server.release(), other.release()]);
    expect(await server.revive()).toBe(false);
    expect(postmasterPid(dir)).toBe(0);
  });

  it('of the process that holds the lease, the server stops by itself', async () => {
    const dir = newDir();
    const { child, line } = await holder(dir);
    expect(line).toContain('"started":true');
    const watchdog = new ClusterDirectory(dir).watchdogPid();
    expect(postmasterPid(dir)).toBeGreaterThan(0);
    child.kill('SIGKILL');
    expect(await until(() => postmasterPid(dir) === 0, 10_000)).toBe(true);
    expect(await until(() => new ClusterDirectory(dir).identify(watchdog ?? 0) === null, 3_000)).toBe(true);
    expect(fs.readdirSync(path.join(dir, 'leases'))).toEqual([]);
  });

  it('a stale pid file does no harm, whomever it names', async () => {
    const dir = newDir();
    await (await start(dir, false)).release();
    for (const pid of [process.pid, 999_999_999, 1]) {
      fs.writeFileSync(
        path.join(dir, 'pgdata/postmaster.pid'),
        `${pid}\n${dir}/pgdata\n1\n5432\n\n127.0.0.1\n`,
      );
      const server = await start(dir, false);
      expect(server.started).toBe(true);
      await server.release();
    }
    fs.writeFileSync(path.join(dir, 'pgdata/postmaster.pid'), '');
    expect((await start(dir, false)).started).toBe(true);
  });

  it('in the middle of initdb, begins anew and throws nothing away', async () => {
    const dir = newDir();
    fs.mkdirSync(path.join(dir, 'pgdata'), { recursive: true });
    fs.mkdirSync(path.join(dir, 'pgdata.new-1'));
    fs.writeFileSync(path.join(dir, 'pgdata/PG_VERSION'), '17\n');
    expect((await start(dir)).started).toBe(true);
    const names = fs.readdirSync(dir).filter((name) => name.startsWith('pgdata'));
    expect(names.sort()).toEqual(['pgdata', expect.stringMatching(/^pgdata\.broken-\d+$/)]);
  });
});

describe('what is in the way', () => {
  it('is moved around: the port is taken by somebody else', async () => {
    const dir = newDir();
    const first = await start(dir, false);
    await first.release();
    const squatter = createServer().listen(Number(new URL(first.url()).port), '127.0.0.1');
    await once(squatter, 'listening');
    const second = await start(dir, false);
    expect(second.started).toBe(true);
    expect(second.url()).not.toBe(first.url());
    squatter.close();
  });

  it('is told in a sentence: another major version, a lost password, a setting that is nonsense', async () => {
    const dir = newDir();
    await (await start(dir, false)).release();
    const change = async (file: string, content: string, message: RegExp): Promise<void> => {
      const before = fs.readFileSync(path.join(dir, file), 'utf8');
      fs.writeFileSync(path.join(dir, file), content);
      await expect(start(dir, false)).rejects.toMatchObject({
        code: 'database.embedded',
        kind: 'unavailable',
        message: expect.stringMatching(message),
      });
      fs.writeFileSync(path.join(dir, file), before);
    };
    await change('pgdata/PG_VERSION', '14\n', /belongs to PostgreSQL 14, the programs are 17/);
    await change('password', '', /password .* is missing/);
    await change(
      'pgdata/postgresql.conf',
      'no_such = 1\n',
      /did not start[^]*unrecognized configuration parameter/,
    );
    expect((await start(dir, false)).started).toBe(true);
  });

  it('is told in a sentence: a directory that cannot be written', async () => {
    const dir = newDir();
    fs.mkdirSync(path.dirname(dir));
    fs.mkdirSync(dir, { mode: 0o555 });
    const { line } = await holder(dir, isRoot ? 65534 : undefined);
    expect(line).toMatch(/"code":"database.embedded".*cannot write to .*DATABASE_URL/);
  });

  it.each([['/proc/version/pg', /could not be used|cannot write/]])(
    'is told in a sentence: %s',
    async (dir, message) => {
      await expect(startEmbeddedPostgres({ dir })).rejects.toThrow(message);
    },
  );
});
