import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cli } from '../support/cli';
import { PRODUCTION } from '../support/production';
import { ROOT } from '../support/source-files';

const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe('check --deploy', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = await Cli.open();
    await Cli.compile();
  });
  afterAll(() => cli.close());

  it('refuses a key or a data folder that others may get at, and says how to mend it', async () => {
    const data = join(cli.folder, 'data');
    const key = join(data, 'auth-keys');
    const fit = cli.with({ ...PRODUCTION, DATA_DIR: data });
    const complaints = async (): Promise<string[]> => {
      const { code, stdout } = await fit.run('check', '--deploy');
      const errors = stdout.split('\n').filter((line) => line.startsWith('error: '));
      expect(code).toBe(errors.length === 0 ? 0 : 1);
      // an .env of this checkout is none of this test
      return errors.filter((line) => line.includes(cli.folder));
    };
    mkdirSync(data, { mode: 0o755 });
    writeFileSync(key, 'a', { mode: 0o600 });
    expect(await complaints()).toEqual([]);

    chmodSync(key, 0o644);
    chmodSync(data, 0o775);
    expect(await complaints()).toEqual([
      `error: ${key} signs tokens, and its mode 644 lets others in: chmod 600 ${key}`,
      `error: ${data} holds the key that signs tokens, and its mode 775 lets others in: chmod 700 ${data}`,
    ]);
    expect((await cli.with({ DATA_DIR: data }).run('check')).stdout).not.toContain('lets others in');
  });
});

describe('scripts/gen-env', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'gen-env-'));
    mkdirSync(join(copy, 'scripts'));
    for (const name of ['scripts/gen-env', 'prod.env.example']) cpSync(join(ROOT, name), join(copy, name));
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  const generate = () => spawnSync(join(copy, 'scripts/gen-env'), { encoding: 'utf8' });
  const read = (): string[] => ['.env', 'prod.env'].map((name) => readFileSync(join(copy, name), 'utf8'));

  it('makes two files that only their owner may read, and changes nothing the second time', () => {
    expect(generate()).toMatchObject({ status: 0, stderr: '' });
    expect([mode(join(copy, '.env')), mode(join(copy, 'prod.env'))]).toEqual(['600', '600']);
    const made = read();
    expect(generate()).toMatchObject({ status: 0, stderr: '' });
    expect(read()).toEqual(made);
  });

  it('fails when others may read one that was there, and leaves it as it is', () => {
    generate();
    const made = read();
    chmodSync(join(copy, '.env'), 0o640);
    chmodSync(join(copy, 'prod.env'), 0o644);
    expect(generate()).toMatchObject({
      status: 1,
      stderr:
        '.env holds secrets, and its mode 640 lets others in: chmod 600 .env\n' +
        'prod.env holds secrets, and its mode 644 lets others in: chmod 600 prod.env\n',
    });
    expect(read()).toEqual(made);
    expect(mode(join(copy, 'prod.env'))).toBe('644');
  });
});
