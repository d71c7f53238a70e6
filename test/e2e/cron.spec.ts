import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cli } from '../support/cli';
import { ROOT } from '../support/source-files';

const crontab = readFileSync(join(ROOT, 'ops/cron/buscainstrumentos'), 'utf8');
const INSTALLED = '/srv/buscainstrumentos';

let cli: Cli;
beforeAll(async () => {
  cli = await Cli.open();
  await Cli.compile();
});
afterAll(() => cli.close());

const log = (): string => cli.read('jobs.log') ?? '';

/** A command as cron runs it: by sh, with what the crontab says and nothing else of an environment. */
async function cron(
  script: string,
  variables: Readonly<Record<string, string>> = {},
  root = ROOT,
): Promise<number | null> {
  const [, said = ''] = /^PATH=(.*)$/m.exec(crontab) ?? [];
  // "add the folder of node where it is another one"
  const PATH = `${said}:${dirname(process.execPath)}`;
  const command = `${join(root, 'scripts', script)} >> ${join(cli.folder, 'jobs.log')} 2>&1`;
  const env = { HOME: cli.folder, SHELL: '/bin/sh', PATH, DATABASE_URL: cli.url, ...variables };
  const child = spawn('/bin/sh', ['-c', command], { cwd: '/', env, stdio: 'ignore' });
  await once(child, 'close');
  return child.exitCode;
}

describe('a job of cron', () => {
  beforeEach(() => cli.write('jobs.log', ''));

  it('works with the environment of cron, and adds to the log', async () => {
    cli.write('jobs.log', 'a line of yesterday\n');
    expect(await cron('purge-expired.sh')).toBe(0);
    expect(await cron('sweep-listings.sh')).toBe(0);
    expect(log()).toMatch(
      /^a line of yesterday\n\{"state".*\}\n\S+Z purge-expired: ended with 0 after \d+ s\n\{"expired".*\}\n\S+Z sweep-listings: ended with 0/,
    );
  });

  it('hands the exit code of its command on', async () => {
    expect(await cron('purge-expired.sh', { DATABASE_URL: 'postgres://127.0.0.1:1/none' })).toBe(1);
    expect(await cron('purge-expired.sh --wrong')).toBe(2);
    expect(log()).toMatch(/ended with 1 after.*\n[^]*unknown option[^]*ended with 2 after/);
  });

  it('runs once at a time: a second one ends at once, and well', async () => {
    const codes = await Promise.all([cron('purge-expired.sh'), cron('purge-expired.sh')]);
    expect(codes).toEqual([0, 0]);
    expect(log().match(/^\{"state":"done"/gm)).toHaveLength(1);
    expect(log().match(/purge-expired: runs already, nothing to do/g)).toHaveLength(1);
    expect(await cron('purge-expired.sh')).toBe(0);
    expect(log().match(/^\{"state":"done"/gm)).toHaveLength(2);
  });

  it('asks the container where the server runs in one', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'cron-'));
    try {
      cpSync(join(ROOT, 'scripts'), join(copy, 'scripts'), { recursive: true });
      writeFileSync(join(copy, 'compose.override.yml'), '');
      mkdirSync(join(copy, 'programs'));
      const docker = join(copy, 'programs/docker');
      writeFileSync(docker, '#!/bin/sh\necho "in $PWD: $*"\nexit 7\n');
      chmodSync(docker, 0o755);
      const PATH = `${join(copy, 'programs')}:/usr/bin:/bin`;
      expect(await cron('import-folder.sh', { PATH }, copy)).toBe(7);
      expect(log()).toContain(`in ${copy}: compose exec -T api cli import-folder drop --json\n`);
      expect(log()).toContain('import-folder: ended with 7');
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it('lets go of its lock when it is killed', async () => {
    const script = join(ROOT, 'scripts/sweep-listings.sh');
    const holder = spawn('flock', [script, 'sleep', '60'], { stdio: 'ignore' });
    for (let time = 0; time < 100 && spawnSync('flock', ['-n', script, 'true']).status === 0; time++)
      await sleep(20);
    expect(await cron('sweep-listings.sh')).toBe(0);
    expect(log()).toContain('runs already');
    spawnSync('pkill', ['-P', String(holder.pid)]);
    await once(holder, 'exit');
    expect(await cron('sweep-listings.sh')).toBe(0);
    expect(log()).toContain('ended with 0');
  });

  it('is in the crontab with a script that is there', () => {
    const scripts = [...crontab.matchAll(/^[\d*].* (\/\S+) +>> \S+ 2>&1$/gm)].map(
      ([, script = '']) => script,
    );
    expect(scripts).toHaveLength(5);
    for (const script of scripts) {
      expect(spawnSync('test', ['-x', script.replace(INSTALLED, ROOT)]).status).toBe(0);
    }
  });
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
const withSystemd = hasSystemd || process.env['CI'] === 'true' ? describe : describe.skip;

withSystemd('timers of systemd (apt-get install systemd)', () => {
  it('and the service of jobs have nothing for systemd-analyze to complain about', () => {
    const folder = mkdtempSync(join(tmpdir(), 'units-'));
    try {
      const names = readdirSync(join(ROOT, 'ops/systemd'));
      for (const name of names) {
        const text = readFileSync(join(ROOT, 'ops/systemd', name), 'utf8');
        writeFileSync(join(folder, name), text.replaceAll(`${INSTALLED}/scripts`, join(folder, 'scripts')));
      }
      mkdirSync(join(folder, 'scripts'));
      const timers = names.filter((name) => name.endsWith('.timer'));
      expect(timers).toHaveLength(5);
      for (const timer of timers) {
        const [, job = ''] =
          /^Unit=buscainstrumentos-job@(.+)\.service$/m.exec(readFileSync(join(folder, timer), 'utf8')) ?? [];
        expect(readdirSync(join(ROOT, 'scripts'))).toContain(job);
        writeFileSync(join(folder, 'scripts', job), '#!/bin/sh\n', { mode: 0o755 });
        const instance = `buscainstrumentos-job@${job}.service`;
        cpSync(join(folder, 'buscainstrumentos-job@.service'), join(folder, instance));
        const { status, stderr } = spawnSync(
          'systemd-analyze',
          ['verify', '--man=no', '--recursive-errors=no', join(folder, timer), join(folder, instance)],
          { encoding: 'utf8' },
        );
        expect({ timer, status, stderr }).toEqual({ timer, status: 0, stderr: '' });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
