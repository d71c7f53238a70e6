/** How the server of a cluster is stopped; plain data, so that it can be handed to another process. */
export interface ServerCommand {
  readonly pgCtl: string;
  readonly account: { readonly uid?: number; readonly gid?: number };
  /** The directory goes with the server. */
  readonly volatile: boolean;
}

/**
 * What the files of a cluster's directory say about processes: who uses it (leases), who is starting or stopping it
 * (the lock), which server runs, which watchdog looks on.
 *
 *     pgdata/     the data of PostgreSQL          password    of the superuser
 *     leases/     one empty file per user         port        where the server listened last
 *     lock/       one file, the latest turn       server.log  watchdog
 *
 * A pid alone proves nothing, it may belong to another process by now: processes are named by pid and time of start.
 *
 * The watchdog runs this very class from its source text (`toString()`), compiled or under Jest, so that there is one
 * rule for who is alive. Hence the class refers to **nothing outside itself**, not even to an import.
 */
export class ClusterDirectory {
  private readonly fs = process.getBuiltinModule('node:fs');
  private readonly path = process.getBuiltinModule('node:path');
  private readonly childProcess = process.getBuiltinModule('node:child_process');

  /** @param dir absolute, real path */
  constructor(readonly dir: string) {}

  /** A path inside the directory. */
  file(...names: string[]): string {
    return this.path.join(this.dir, ...names);
  }

  /** The content of a file inside the directory; empty when it is missing. */
  read(...names: string[]): string {
    try {
      return this.fs.readFileSync(this.file(...names), 'utf8');
    } catch {
      return '';
    }
  }

  /** `<pid>.<start>` of a live process, or `null`: it is gone, or a zombie that only waits to be reaped. */
  identify(pid: number): string | null {
    if (!Number.isInteger(pid) || pid <= 0) return null;
    if (process.platform === 'linux') {
      // "123 (any (name)) S 1 ...": the state is field 3, ticks between boot and start are field 22
      const [, fields] = /\) ([^)]*)$/.exec(this.slurp(`/proc/${pid}/stat`)) ?? [];
      const [state, start] = [fields?.split(' ')[0], fields?.split(' ')[19]];
      if (state === undefined || state === 'Z' || state === 'X') return null;
      const boot = this.slurp('/proc/sys/kernel/random/boot_id').slice(0, 8);
      return `${pid}.${boot}-${start}`;
    }
    try {
      process.kill(pid, 0);
    } catch (error) {
      if (!String(error).includes('EPERM')) return null;
    }
    if (process.platform === 'win32') return `${pid}.0`; // nothing cheap tells its start
    const [state, ...start] = this.ps(pid, 'stat=,lstart=').split(/\s+/);
    return !state || state.startsWith('Z') ? null : `${pid}.${start.join('-').replaceAll(':', '-')}`;
  }

  /** Whether the process so named is still the one that runs. */
  isAlive(identity: string): boolean {
    return this.identify(Number(identity.split('.')[0])) === identity;
  }

  /** Notes that this process uses the server. @returns the name of the lease */
  addLease(): string {
    const lease = `${this.identify(process.pid)}.${Math.random().toString(36).slice(2, 10)}`;
    this.fs.mkdirSync(this.file('leases'), { recursive: true });
    this.fs.writeFileSync(this.file('leases', lease), '', { flag: 'wx' });
    return lease;
  }

  /** Gives a lease back. */
  removeLease(lease: string): void {
    this.fs.rmSync(this.file('leases', lease), { force: true });
  }

  /** Names of the leases whose process lives; the others are removed. */
  liveLeases(): string[] {
    return this.names('leases').filter((lease) => {
      const alive = this.isAlive(lease.split('.').slice(0, 2).join('.'));
      if (!alive) this.removeLease(lease);
      return alive;
    });
  }

  /** The running server of this cluster. Its pid file alone is no proof: it survives a crash. */
  postmaster(): { pid: number; port: number } | null {
    const lines = this.read('pgdata', 'postmaster.pid').split('\n');
    const pid = Number(lines[0]);
    if (this.identify(pid) === null) return null;
    const data = this.file('pgdata');
    const own =
      process.platform === 'linux'
        ? this.slurp(`/proc/${pid}/cmdline`).split('\0').includes(data)
        : process.platform === 'win32' || this.ps(pid, 'command=').includes(data);
    return own ? { pid, port: Number(lines[3]) } : null;
  }

  /** The live watchdog of this cluster. */
  watchdogPid(): number | null {
    const identity = this.read('watchdog');
    return this.isAlive(identity) ? Number(identity.split('.')[0]) : null;
  }

  /** Stops the server and its watchdog; call it with the lock held. @throws Error when the server does not obey */
  async stop(server: ServerCommand): Promise<void> {
    const { pgCtl, account } = server;
    for (const mode of server.volatile ? ['immediate'] : ['fast', 'immediate']) {
      if (!this.postmaster()) break;
      const args = ['-D', this.file('pgdata'), '-m', mode, '-w', '-t', '30', 'stop'];
      const options = {
        ...account,
        cwd: this.path.parse(this.dir).root,
        env: { LC_ALL: 'C' },
        windowsHide: true,
      };
      await new Promise((resolve) => this.childProcess.execFile(pgCtl, args, options, resolve));
    }
    const left = this.postmaster();
    if (left) throw new Error(`the server, process ${left.pid}, does not stop`);
    const watchdog = this.watchdogPid();
    this.fs.rmSync(this.file('watchdog'), { force: true });
    if (watchdog !== null && watchdog !== process.pid) this.kill(watchdog);
    if (server.volatile) this.fs.rmSync(this.dir, { recursive: true, force: true, maxRetries: 5 });
  }

  /**
   * Does some work while no other process (or other caller in this one) starts or stops the server.
   *
   * The lock is a sequence of turns, files `lock/1`, `lock/2`, …: the highest one counts. It is free when empty (given
   * back) or when the process it names is dead; whoever then creates the next one, which only one can, has the lock.
   * Nothing is ever removed but turns below the highest, so breaking a dead one's lock cannot hit a live one.
   *
   * @throws Error when it cannot be had within `patience` milliseconds
   */
  async locked<T>(work: () => Promise<T>, patience = 120_000): Promise<T> {
    const deadline = Date.now() + patience;
    let turn = this.takeTurn();
    while (turn === null) {
      if (Date.now() > deadline)
        throw new Error('another process has been starting or stopping it for too long');
      await new Promise((resolve) => setTimeout(resolve, 30));
      turn = this.takeTurn();
    }
    try {
      return await work();
    } finally {
      // a volatile directory is gone by now
      if (this.fs.existsSync(turn)) this.fs.truncateSync(turn);
    }
  }

  private takeTurn(): string | null {
    // not recursive: nobody revives the directory of a volatile cluster that has just been removed
    if (!this.fs.existsSync(this.file('lock'))) this.make('lock');
    const last = Math.max(0, ...this.turns());
    const holder = this.read('lock', String(last));
    if (holder !== '' && this.isAlive(holder)) return null;
    const mine = this.file('lock', String(last + 1));
    // written aside and linked, so that nobody ever reads a turn that is not yet signed
    const draft = this.file('lock', `draft-${process.pid}-${Math.random().toString(36).slice(2)}`);
    try {
      this.fs.writeFileSync(draft, String(this.identify(process.pid)));
      this.fs.linkSync(draft, mine);
    } catch (error) {
      if (String(error).includes('EEXIST')) return null;
      throw error;
    } finally {
      this.fs.rmSync(draft, { force: true });
    }
    const turns = this.turns();
    if (Math.max(...turns) > last + 1) {
      this.fs.rmSync(mine); // we looked so long ago that our number had been used up and removed
      return null;
    }
    for (const turn of turns)
      if (turn <= last) this.fs.rmSync(this.file('lock', String(turn)), { force: true });
    return mine;
  }

  private make(folder: string): void {
    try {
      this.fs.mkdirSync(this.file(folder));
    } catch (error) {
      if (!String(error).includes('EEXIST')) throw error;
    }
  }

  private kill(pid: number): void {
    try {
      process.kill(pid);
    } catch {
      // it has just ended by itself
    }
  }

  private turns(): number[] {
    return this.names('lock').map(Number).filter(Number.isInteger);
  }

  private names(folder: string): string[] {
    try {
      return this.fs.readdirSync(this.file(folder));
    } catch {
      return [];
    }
  }

  private slurp(file: string): string {
    try {
      return this.fs.readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  }

  private ps(pid: number, columns: string): string {
    const options = { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } } as const;
    return this.childProcess.spawnSync('ps', ['-o', columns, '-p', String(pid)], options).stdout.trim();
  }
}
