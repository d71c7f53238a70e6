import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { handOver, serverAccount } from '../../libs/database/src/embedded/account';
import { run } from '../../libs/database/src/embedded/run';
import type { CommandResult } from './built-cli';
import { execute } from './database';
import { ROOT } from './source-files';

const HOME = '/usr/lib/postgresql';

/** Where the newest version is that has a server and pg_dump; the embedded one is without pg_dump. */
const programs = (existsSync(HOME) ? readdirSync(HOME) : [])
  .sort((one, other) => Number(other) - Number(one))
  .map((version) => join(HOME, version, 'bin'))
  .find((folder) => ['initdb', 'pg_ctl', 'pg_dump'].every((name) => existsSync(join(folder, name))));

/** `describe` for tests that need pg_dump: skipped where there is none, unless a machine runs them. */
export const describeWithPgDump =
  programs !== undefined || process.env['CI'] === 'true'
    ? describe
    : (name: string, body: () => void): void => {
        describe.skip(`${name} (skipped: apt-get install postgresql)`, body);
      };

/** A role that is no superuser owns the database. The password has what has to be escaped in an address. */
const OWNER = { role: 'shop', password: 'p%s \\w@rd' };

/** A server of Debian's PostgreSQL with an empty database `shop`, in a folder of its own. */
export class DebianPostgres {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<DebianPostgres> {
    if (programs === undefined)
      throw new Error('there is no PostgreSQL with pg_dump: apt-get install postgresql');
    const folder = mkdtempSync(join(tmpdir(), 'pg-'));
    const server = new DebianPostgres(folder, await freePort());
    handOver(folder, serverAccount(folder));
    await server.program('initdb', ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']);
    const settings = `-p ${server.port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
    await server.program('pg_ctl', ['-l', join(folder, 'log'), '-o', settings, '-w', 'start']);
    await execute(server.superuser('postgres'), [
      `CREATE ROLE ${OWNER.role} LOGIN CREATEDB PASSWORD '${OWNER.password}'`,
      `CREATE DATABASE shop OWNER ${OWNER.role}`,
    ]);
    return server;
  }

  /** As its owner. */
  url(database = 'shop'): string {
    const { role, password } = OWNER;
    return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${database}`;
  }

  superuser(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  async stop(): Promise<void> {
    await this.program('pg_ctl', ['-m', 'immediate', '-w', 'stop']);
    rmSync(this.folder, { recursive: true });
  }

  private async program(name: string, args: readonly string[]): Promise<void> {
    const data = ['-D', join(this.folder, 'data')];
    const account = serverAccount(this.folder);
    // a server that is left behind would keep the pipe of its output open
    const options = { quiet: args.includes('start') };
    const { code, output } = await run(join(programs ?? '', name), [...data, ...args], account, options);
    if (code !== 0) throw new Error(`${name} ended with ${String(code)}: ${output}`);
  }
}

/**
 * Runs a script of `scripts/` with the programs of the server.
 *
 * @param options.first a folder whose programs come before them
 * @param options.blocks no file may grow beyond so many blocks of 512 or 1,024 bytes, as on a full disk
 */
export function runScript(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  options: { first?: string; blocks?: number } = {},
): Promise<CommandResult> {
  const { first = '', blocks = 'unlimited' } = options;
  const path = [first, programs, process.env['PATH']].filter(Boolean).join(':');
  const env = { PATH: path, NODE_ENV: 'test', LOG_LEVEL: 'silent', ...variables };
  const shell = ['-c', `trap "" XFSZ; ulimit -f ${blocks}; exec scripts/"$@"`, 'sh', ...args];
  return new Promise((resolve) => {
    execFile('sh', shell, { cwd: ROOT, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

/** What a statement answers: each row as its values with spaces between. */
export async function texts(url: string, sql: string): Promise<string[]> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.map((row) => Object.values(row).map(String).join(' '));
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
