import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { AUTH_KEYS } from '../support/auth';
import { type CommandResult, compileCli, runCli } from '../support/built-cli';
import { execute } from '../support/database';
import { DebianPostgres, describeWithPgDump, runScript, texts } from '../support/debian-postgres';

const hasRclone = spawnSync('rclone', ['version']).status === 0 || process.env['CI'] === 'true';
const itCopies = hasRclone ? it : it.skip;

let folder: string;
let backups: string;
let server: DebianPostgres;

const backup = (args: readonly string[] = [], options = {}): Promise<CommandResult> =>
  runScript(['backup', '--dir', backups, ...args], { DATABASE_URL: server.url() }, options);
const restore = (...args: readonly string[]): Promise<CommandResult> =>
  runScript(['restore', ...args], { DATABASE_URL: server.url(), AUTH_KEYS });
const databases = (): Promise<string[]> =>
  texts(server.url(), `SELECT datname FROM pg_database WHERE datname LIKE 'shop%' ORDER BY 1`);
const listings = (): Promise<string[]> => texts(server.url(), 'SELECT count(*) FROM instrument');
const files = (): string[] => readdirSync(backups).sort();

/** The path of a new backup. */
async function newBackup(): Promise<string> {
  const { stdout, stderr } = await backup();
  const file = /^\S+\.dump(?=:)/.exec(stdout)?.[0];
  if (file === undefined) throw new Error(stderr);
  return file;
}

/** Writes checksums that fit, as somebody would who made the file himself. */
function sign(file: string): void {
  const name = file.slice(backups.length + 1);
  const { stdout } = spawnSync('sha256sum', [name, `${name}.rows`], { cwd: backups });
  writeFileSync(`${file}.sha256`, stdout);
}

/** A program that comes before the real one of its name. */
function inFrontOf(program: string, script: string): { first: string } {
  const first = mkdtempSync(join(folder, 'bin-'));
  const rest = `PATH="\${PATH#*:}"`;
  writeFileSync(join(first, program), `#!/bin/bash\n${rest}\n${script}\n`, { mode: 0o755 });
  return { first };
}

/** What it says is one line, from the script itself. */
function refusal(code: number, text: string): object {
  return { code, stdout: '', stderr: expect.stringMatching(new RegExp(`^(backup|restore): .*${text}.*\n$`)) };
}

describeWithPgDump('scripts/backup and scripts/restore', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backup-'));
    await compileCli();
    server = await DebianPostgres.start();
    for (const command of ['migrate', 'syncpermissions', 'seed']) {
      const { code, stderr } = await runCli([command], { DATABASE_URL: server.url(), AUTH_KEYS });
      if (code !== 0) throw new Error(stderr);
    }
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    backups = mkdtempSync(join(folder, 'backups-'));
  });

  it('make three files for their owner only, which --verify finds whole', async () => {
    const file = await newBackup();
    expect(files()).toEqual(['', '.rows', '.sha256'].map((end) => file.slice(backups.length + 1) + end));
    for (const name of files()) expect(statSync(join(backups, name)).mode & 0o777).toBe(0o600);
    const { code, stdout } = await restore('--verify', backups);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('every row is there') });
    expect(await databases()).toEqual(['shop']);
  });

  it('show no password in the arguments of a program', async () => {
    const arguments_ = join(folder, 'arguments');
    await backup([], inFrontOf('pg_dump', `echo "$@" >> ${arguments_}; exec pg_dump "$@"`));
    const seen = readFileSync(arguments_, 'utf8');
    expect(seen).toContain('--dbname=postgres://shop@');
    expect(seen).not.toMatch(/w@rd|w%40rd/);
  });

  it('refuse a folder that others may enter', async () => {
    chmodSync(backups, 0o750);
    expect(await backup()).toEqual(refusal(1, 'others may enter'));
  });

  it('leave nothing when the disk is full', async () => {
    expect(await backup([], { blocks: 32 })).toEqual(refusal(1, 'File too large'));
    expect(files()).toEqual([]);
  });

  it('leave nothing when pg_dump fails at its end, or its file is cut off', async () => {
    expect(await backup([], inFrontOf('pg_dump', 'pg_dump "$@"; [[ "$*" == --version ]]'))).toEqual(
      refusal(1, 'pg_dump: no reason given'),
    );
    const cut = inFrontOf(
      'pg_dump',
      '[[ "$*" == --version ]] && exec pg_dump "$@"; pg_dump "$@" | head -c 90000',
    );
    expect(await backup([], cut)).toEqual(refusal(1, 'cannot be read again: .*end of file'));
    expect(files()).toEqual([]);
  });

  it('remove what one that was killed left behind', async () => {
    mkdirSync(join(backups, '.part'));
    writeFileSync(join(backups, '.part', 'shop-20200101T000000Z.dump'), 'half');
    await newBackup();
    expect(existsSync(join(backups, '.part'))).toBe(false);
  });

  it('refuse to run while another one does', async () => {
    const started = join(folder, 'started');
    const slow = inFrontOf(
      'pg_dump',
      `touch ${started}; while [[ -e ${started} ]]; do sleep 0.02; done; exec pg_dump "$@"`,
    );
    const first = backup([], slow);
    while (!existsSync(started)) await sleep(20);
    const second = await backup();
    rmSync(started);
    expect(second).toEqual(refusal(1, 'another backup or restore is at work'));
    // pg_dump tells its version and then dumps: it waits twice
    while (!existsSync(started)) await sleep(20);
    rmSync(started);
    expect((await first).code).toBe(0);
  });

  it('say what is wrong with the database or its address', async () => {
    const to = (url: string, args: readonly string[] = []): Promise<CommandResult> =>
      runScript(['backup', '--dir', backups, ...args], { DATABASE_URL: url });
    expect(await to('postgres://shop@127.0.0.1:1/shop')).toEqual(
      refusal(1, 'the database: .*Connection refused'),
    );
    expect(await to(server.url('none'))).toEqual(refusal(1, 'database "none" does not exist'));
    expect(await to('mysql://shop@127.0.0.1/shop')).toEqual(refusal(2, 'DATABASE_URL is not of the form'));
    expect(await to(`${server.url()}?password=x`)).toEqual(refusal(2, 'belongs before the @'));
    expect(await to(server.url(), ['--keep', '0,1,1'])).toEqual(refusal(2, '--keep wants three numbers'));
    expect(await to(server.url(), ['--depth', '3'])).toEqual(refusal(2, 'there is no option --depth'));
    expect(await restore()).toEqual(refusal(2, 'which FILE'));
    const old = inFrontOf('pg_dump', 'echo "pg_dump (PostgreSQL) 9.6.24"');
    expect(await backup([], old)).toEqual(refusal(1, 'pg_dump is of version 9, the server of version \\d+'));
    expect(files()).toEqual([]);
  });

  it('keep the newest of each day, week and month, and what is not theirs', async () => {
    const whole = [
      '20200101T000000',
      '20201231T100000',
      '20210131T100000',
      '20210131T110000',
      '20210201T100000',
    ];
    for (const time of whole) {
      for (const end of ['', '.rows', '.sha256'])
        writeFileSync(join(backups, `shop-${time}Z.dump${end}`), '');
    }
    const foreign = [
      'other-20200101T000000Z.dump',
      'shop-20200102T000000Z.dump',
      'shop-before-it-broke.dump',
    ];
    for (const name of foreign) writeFileSync(join(backups, name), '');
    expect((await backup(['--keep', '2,2,3'])).stdout).toContain('removed 3 older ones');
    const now = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    const left = files().filter((name) => name.endsWith('.dump'));
    const kept = [...foreign, 'shop-20210131T110000Z.dump', 'shop-20210201T100000Z.dump'];
    expect(left.filter((name) => !name.startsWith(`shop-${now}T`))).toEqual(kept.sort());
    expect(left).toHaveLength(6);
    expect(files().filter((name) => name.endsWith('.rows'))).toHaveLength(3);
  });

  itCopies('copy to a remote of rclone, and say when that fails (else apt-get install rclone)', async () => {
    const remote = mkdtempSync(join(folder, 'remote-'));
    expect(await backup(['--copy-to', `:local:${remote}`])).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(remote).sort()).toEqual(files());
    rmSync(remote, { recursive: true });
    writeFileSync(remote, 'a file');
    await sleep(1_000); // a backup is named by its second
    const failed = await backup(['--copy-to', `:local:${remote}`]);
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no copy of it in') });
    expect(files()).toHaveLength(3);
  });

  describe('scripts/restore refuses', () => {
    let file: string;
    beforeEach(async () => {
      file = await newBackup();
    });
    afterEach(async () => {
      expect(await databases()).toEqual(['shop']);
    });

    it('a file whose checksum differs, or is missing', async () => {
      writeFileSync(`${file}.rows`, 'public.instrument 1\n');
      expect(await restore('--replace', file)).toEqual(refusal(1, 'the checksum differs'));
      rmSync(`${file}.sha256`);
      expect(await restore('--replace', file)).toEqual(refusal(1, 'sha256 is missing'));
      expect(await restore('--replace', `${file}s`)).toEqual(refusal(1, 'there is no file'));
    });

    it('a file that was cut off, and one that is no dump, although the checksum fits', async () => {
      truncateSync(file, statSync(file).size - 10_000);
      sign(file);
      expect(await restore('--replace', file)).toEqual(refusal(1, 'nothing was restored: .*end of file'));
      writeFileSync(file, 'CREATE TABLE something ();\n');
      sign(file);
      expect(await restore('--replace', file)).toEqual(refusal(1, 'is no dump'));
    });

    it('a restored database with other rows than were counted', async () => {
      const rows = readFileSync(`${file}.rows`, 'utf8');
      writeFileSync(`${file}.rows`, rows.replace(/^public.instrument \d+$/m, 'public.instrument 7000'));
      sign(file);
      const { code, stderr } = await restore('--replace', file);
      expect(code).toBe(1);
      expect(stderr).toMatch(/rows are missing: < public.instrument 7000/);
    });

    it('a database that somebody uses', async () => {
      const client = new Client(server.url());
      await client.connect();
      try {
        expect(await restore('--replace', file)).toEqual(refusal(1, '1 connections use the database shop'));
      } finally {
        await client.end();
      }
    });
  });

  it('replace a database by an older one, brought up to date, and keep what was there', async () => {
    await runCli(['migrate', 'down'], { DATABASE_URL: server.url() });
    const file = await newBackup();
    await execute(server.url(), ['DELETE FROM instrument']);
    const { code, stdout } = await restore('--replace', file);
    expect(code).toBe(0);
    const kept = /the database (shop_before_\w+):/.exec(stdout)?.[1] ?? '';
    expect(await databases()).toEqual(['shop', kept]);
    expect(Number((await listings())[0])).toBeGreaterThan(400);
    const states = await runCli(['migrate', 'status'], { DATABASE_URL: server.url() });
    expect(states.stdout).not.toContain('pending');
    expect(await texts(server.url(kept), 'SELECT count(*) FROM instrument')).toEqual(['0']);
  });
});
