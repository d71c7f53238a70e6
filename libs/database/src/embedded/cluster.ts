import { randomBytes, randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { handOver } from './account';
import type { Binaries } from './binaries';
import type { ClusterDirectory } from './cluster-directory';
import { EmbeddedPostgresError, reasonOf } from './embedded-postgres.errors';
import { type Account, run } from './run';
import { serverSettings } from './server-settings';

const SUPERUSER = 'app';
const START_TIMEOUT = 60_000;
const LOG_LIMIT = 5 * 1024 * 1024;
/** A pid that no system gives: PostgreSQL takes a pid file that names it for a leftover. */
const NOBODYS_PID = 2_147_483_646;

/** The PostgreSQL of one directory: makes its data, starts it. Every method wants the lock of the directory held. */
export class Cluster {
  constructor(
    private readonly home: ClusterDirectory,
    private readonly binaries: Binaries,
    private readonly account: Account,
    private readonly volatile: boolean,
  ) {}

  /** Makes sure that there is data which our PostgreSQL can read. @throws EmbeddedPostgresError */
  async prepare(): Promise<void> {
    for (const folder of ['leases', 'lock']) fs.mkdirSync(this.home.file(folder), { recursive: true });
    for (const name of ['.', 'leases', 'lock']) handOver(this.home.file(name), this.account);
    fs.chmodSync(this.home.dir, 0o700);
    const data = this.home.file('pgdata');
    // the last file that matters which initdb writes; PG_VERSION is among the first
    if (!fs.existsSync(this.home.file('pgdata', 'global', 'pg_control'))) {
      if (fs.existsSync(data)) fs.renameSync(data, `${data}.broken-${Date.now()}`);
      await this.initialise();
    }
    const major = this.home.read('pgdata', 'PG_VERSION').trim();
    if (major !== this.binaries.major) {
      throw new EmbeddedPostgresError(
        `The data in ${data} belongs to PostgreSQL ${major}, the programs are ${this.binaries.major}: dump and restore it, or move ${this.home.dir} away to begin anew.`,
        { dir: this.home.dir, found: major, expected: this.binaries.major },
      );
    }
    if (this.home.read('password') === '') {
      throw new EmbeddedPostgresError(
        `The password of the embedded PostgreSQL, ${this.home.file('password')}, is missing: put it back, or move ${this.home.dir} away to begin anew.`,
        { dir: this.home.dir },
      );
    }
    // copied about by root: PostgreSQL insists on being the owner
    if (this.account.uid !== undefined && fs.statSync(data).uid !== this.account.uid) {
      const owner = `${this.account.uid}:${this.account.gid}`;
      await run('chown', ['-R', owner, data, this.home.file('password')], {});
    }
  }

  /** Finds the server running or starts it. @returns its port, and whether this call started it */
  async start(): Promise<{ port: number; started: boolean }> {
    const running = await this.running();
    if (running !== null) return { port: running, started: false };
    this.disarmPidFile();
    this.rotateLog();
    const deadline = Date.now() + START_TIMEOUT;
    let port = Number(this.home.read('port')) || (await freePort());
    for (let taken = 0; ;) {
      const logged = this.home.read('server.log').length;
      if (await this.launch(port)) break;
      const said = this.home.read('server.log').slice(logged);
      // a server that was killed leaves processes behind that take a moment to notice
      const waits = /shared memory block .* is still in use/.test(said) && Date.now() < deadline;
      const busy = /could not bind|could not create any TCP\/IP sockets/.test(said) && ++taken < 5;
      if (!waits && !busy) throw this.didNotStart(said);
      if (busy) port = await freePort();
      else await sleep(500);
    }
    const fault = await this.ask(port);
    if (fault !== null) throw this.didNotStart(fault);
    fs.writeFileSync(this.home.file('port'), String(port));
    handOver(this.home.file('port'), this.account);
    return { port, started: true };
  }

  /** initdb works aside and the result is moved into place: a cluster is there as a whole or not at all. */
  private async initialise(): Promise<void> {
    const [draft, secret] = [this.home.file(`pgdata.new-${randomUUID()}`), this.home.file('password')];
    for (const name of fs.readdirSync(this.home.dir)) {
      if (name.startsWith('pgdata.new-')) fs.rmSync(this.home.file(name), { recursive: true, force: true });
    }
    fs.rmSync(secret, { force: true });
    fs.writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
    handOver(secret, this.account);
    const encoding = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${secret}`];
    // small segments: a test cluster may live in memory
    const speed = this.volatile ? ['--no-sync', '--wal-segsize=4'] : [];
    const args = ['-D', draft, ...access, ...encoding, '--no-instructions', ...speed];
    const { code, output } = await run(this.binaries.initdb, args, this.account, { cwd: this.home.dir });
    if (code !== 0) {
      fs.rmSync(draft, { recursive: true, force: true });
      throw new EmbeddedPostgresError(
        `The embedded PostgreSQL could not make its files in ${this.home.dir}: ${output.split('\n').slice(-3).join(' ')}`,
        { dir: this.home.dir },
      );
    }
    fs.renameSync(draft, this.home.file('pgdata'));
  }

  /** The port of a server that runs already, once it answers: it may be starting, or recovering from a crash. */
  private async running(): Promise<number | null> {
    const deadline = Date.now() + START_TIMEOUT;
    for (let server = this.home.postmaster(); server; server = this.home.postmaster()) {
      const fault = server.port > 0 ? await this.ask(server.port) : 'it has no port yet';
      if (fault === null) return server.port;
      if (Date.now() > deadline) throw this.didNotStart(fault);
      await sleep(100);
    }
    return null;
  }

  /**
   * PostgreSQL does not start while any live process has the pid in its pid file, a foreign one or a zombie included.
   * The caller knows that it is not a server of this cluster. The file itself stays: through it PostgreSQL finds
   * remaining processes of a killed server, which still write to the same data.
   */
  private disarmPidFile(): void {
    const file = this.home.file('pgdata', 'postmaster.pid');
    const [pid, ...rest] = this.home.read('pgdata', 'postmaster.pid').split('\n');
    if (Number(pid) > 0) fs.writeFileSync(file, [NOBODYS_PID, ...rest].join('\n'));
    else fs.rmSync(file, { force: true });
  }

  private async launch(port: number): Promise<boolean> {
    const memory = Math.min(os.totalmem(), process.constrainedMemory() || Infinity);
    const settings = { ...serverSettings(this.volatile, memory), port: String(port) };
    const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
    const args = [
      '-D',
      this.home.file('pgdata'),
      '-l',
      this.home.file('server.log'),
      '-o',
      options.join(' '),
    ];
    const wait = ['-w', '-t', String(START_TIMEOUT / 1000), 'start'];
    const { code } = await run(this.binaries.pgCtl, [...args, ...wait], this.account, {
      cwd: this.home.dir,
      quiet: true,
    });
    return code === 0;
  }

  /** `null` when the server answers to our password, else why not. */
  private async ask(port: number): Promise<string | null> {
    const client = new Client({
      connectionString: superuserUrl(this.home.read('password'), port),
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return null;
    } catch (error) {
      return reasonOf(error);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private rotateLog(): void {
    const file = this.home.file('server.log');
    const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > LOG_LIMIT) fs.renameSync(file, `${file}.old`);
  }

  private didNotStart(reason: string): EmbeddedPostgresError {
    const tail = this.home.read('server.log').trimEnd().split('\n').slice(-8).join('\n');
    const last = reason.trim().split('\n').at(-1) ?? '';
    return new EmbeddedPostgresError(
      `The embedded PostgreSQL in ${this.home.dir} did not start (${last}); the end of its server.log:\n${tail}`,
      { dir: this.home.dir },
    );
  }
}

/** A connection string for the superuser. */
export function superuserUrl(password: string, port: number, database = 'postgres'): string {
  const address = `${SUPERUSER}:${encodeURIComponent(password.trim())}@127.0.0.1:${port}`;
  return `postgres://${address}/${encodeURIComponent(database)}`;
}

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
