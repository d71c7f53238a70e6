import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { serverAccount } from '../../libs/database/src/embedded/account';
import { locateBinaries } from '../../libs/database/src/embedded/binaries';
import { run } from '../../libs/database/src/embedded/run';
import { migrateUp } from '../../libs/database/src/migrator';
import { freePorts } from './free-ports';

const USER = 'app';

/** A PostgreSQL server of a test, made by hand: the embedded one has settings of its own. */
class Server {
  constructor(
    readonly data: string,
    readonly port: number,
    private readonly pgCtl: string,
    private readonly account: ReturnType<typeof serverAccount>,
  ) {}

  get url(): string {
    return `postgres://${USER}@127.0.0.1:${this.port}/postgres`;
  }

  async start(): Promise<void> {
    const settings = `-c port=${this.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
    await this.control('-l', `${this.data}.log`, '-o', settings, '-w', 'start');
  }

  /** @param mode `immediate`: as if it had been killed */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    await this.control('-m', mode, '-w', 'stop');
  }

  private async control(...args: string[]): Promise<void> {
    const { code, output } = await run(this.pgCtl, ['-D', this.data, ...args], this.account, {
      cwd: path.dirname(this.data),
      quiet: true,
    });
    if (code !== 0) throw new Error(`pg_ctl ${args.at(-1)}: ${output}`);
  }
}

/** A primary with a streaming replica, on the binaries that come with the project. */
export class ReplicatedDatabase {
  private constructor(
    private readonly folder: string,
    readonly primary: Server,
    readonly replica: Server,
  ) {}

  static async start(): Promise<ReplicatedDatabase> {
    const folder = mkdtempSync(path.join(tmpdir(), 'buscainstrumentos-replica-'));
    const account = serverAccount(folder);
    const { pgCtl, initdb } = await locateBinaries(account);
    const own = async (file: string): Promise<void> => {
      if (account.uid !== undefined) await run('chown', ['-R', `${account.uid}:${account.gid}`, file], {});
    };
    await own(folder);
    const [first = 0, second = 0] = await freePorts(2);
    const data = path.join(folder, 'primary');
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const made = await run(
      initdb,
      ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', ...locale],
      account,
      {
        cwd: folder,
      },
    );
    if (made.code !== 0) throw new Error(made.output);
    const primary = new Server(data, first, pgCtl, account);
    await primary.start();
    await migrateUp(primary.url);
    const copy = path.join(folder, 'replica');
    await copyRunning(primary, copy);
    const origin = `host=127.0.0.1 port=${first} user=${USER}`;
    writeFileSync(path.join(copy, 'postgresql.auto.conf'), `primary_conninfo = '${origin}'\n`);
    writeFileSync(path.join(copy, 'standby.signal'), '');
    await own(copy);
    const replica = new Server(copy, second, pgCtl, account);
    await replica.start();
    return new ReplicatedDatabase(folder, primary, replica);
  }

  /** Runs a statement; on the replica if asked. */
  async query(sql: string, where: 'primary' | 'replica' = 'primary'): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this[where].url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Waits until the replica has replayed what the primary has written. */
  async caughtUp(): Promise<void> {
    const [row] = await this.query('SELECT pg_current_wal_lsn()::text AS place');
    for (let time = 0; time < 200; time++) {
      const [there] = await this.query(
        `SELECT pg_last_wal_replay_lsn() >= '${String(row?.['place'])}' AS there`,
        'replica',
      );
      if (there?.['there'] === true) return;
      await sleep(50);
    }
    throw new Error('the replica does not catch up');
  }

  async close(): Promise<void> {
    for (const server of [this.replica, this.primary]) await server.stop('immediate').catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What pg_basebackup does, by the functions of the server: https://www.postgresql.org/docs/17/continuous-archiving.html */
async function copyRunning(server: Server, target: string): Promise<void> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query(`SELECT pg_backup_start('replica', true)`);
    cpSync(server.data, target, {
      recursive: true,
      filter: (file) => !/\/postmaster\.(pid|opts)$/.test(file),
    });
    const { rows } = await client.query<{ label: string }>(
      'SELECT labelfile AS label FROM pg_backup_stop(false)',
    );
    writeFileSync(path.join(target, 'backup_label'), rows[0]?.label ?? '');
  } finally {
    await client.end();
  }
}
