import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ApiKeysService } from '@app/auth';
import { startAuth } from '../support/auth';
import { Cli } from '../support/cli';
import { execute } from '../support/database';
import { DumpedData, onEmptyDatabase } from '../support/dumped-data';
import { ROOT } from '../support/source-files';

let data: DumpedData;
let to: Cli;
const IMPORT = 'instruments.import';
const DJANGO_HASH = `pbkdf2_sha256$600000$salt$${'A'.repeat(43)}=`;
const PASSWORD = 'nueve tejados y un paraguas';

beforeAll(async () => {
  await Cli.compile();
  data = await DumpedData.make();
  to = await Cli.open();
});
afterAll(async () => {
  await data.cli.close();
  await to.close();
});

const header = (rows: Record<string, number>): string =>
  JSON.stringify({ format: 'buscainstrumentos-data', version: 1, secrets: false, rows });

describe('dumpdata and loaddata', () => {
  it('carry everything into an empty database, which then dumps the same bytes', async () => {
    expect(data.count('instrument')).toBe(await data.cli.count('SELECT count(*) AS n FROM instrument'));
    expect(data.count('user')).toBeGreaterThan(4);
    to.write('all.ndjson', data.text);
    expect(await to.ok('loaddata', 'all.ndjson')).toContain(
      `instrument: ${data.count('instrument')} created, 0 updated, 0 unchanged`,
    );
    expect(await to.ok('dumpdata')).toBe(data.text);
  });

  it('keep what lists and counters read', async () => {
    const shown = `SELECT count(*) AS n FROM instrument WHERE status IN ('active', 'stale')`;
    expect(await to.count('SELECT count(*) AS n FROM listed_instrument')).toBe(await data.cli.count(shown));
    expect(await to.count('SELECT sum(listings) AS n FROM listed_block')).toBe(await data.cli.count(shown));
    expect(await to.count('SELECT version AS n FROM dataset')).toBeGreaterThan(1);
  });

  it('write down one load in the audit, and nothing when a second one changes nothing', async () => {
    const state = 'SELECT version AS n FROM dataset';
    const before = await to.count(state);
    const answer = await to.ok('loaddata', 'all.ndjson');
    expect(answer).not.toMatch(/[1-9]\d* (created|updated)/);
    expect(await to.count(state)).toBe(before);
    expect(await to.count(`SELECT count(*) AS n FROM audit_entry WHERE action = 'dataset.loaded'`)).toBe(1);
  });

  it('change what is there under the same name, and remove nothing', () =>
    onEmptyDatabase(async (cli) => {
      cli.write('all.ndjson', data.text);
      await cli.ok('loaddata', 'all.ndjson');
      const { text } = data.mended(/"price_history":\[\{/, (line) =>
        line
          .replace(/"name":"[^"]*"/, '"name":"Otra"')
          .replace(/"price_history":\[.*?\]/, '"price_history":[]'),
      );
      cli.write('mended.ndjson', text);
      expect(await cli.ok('loaddata', 'mended.ndjson')).toContain('instrument: 0 created, 1 updated');
      expect(await cli.count(`SELECT version AS n FROM instrument WHERE name = 'Otra'`)).toBe(2);
      expect(await cli.ok('dumpdata')).toBe(text);
    }));

  it('move the listings of a spelling that leads elsewhere now', () =>
    onEmptyDatabase(async (cli) => {
      await cli.ok('seed');
      const alias = `{"model":"alias","fields":{"source":null,"folded":"guitarras electricas","label":"x","category":"bajos"}}`;
      cli.write('a.ndjson', `${header({ alias: 1 })}\n${alias}\n`);
      await cli.ok('loaddata', 'a.ndjson');
      const held = `FROM instrument JOIN category_alias a ON a.id = category_alias_id WHERE a.folded = 'guitarras electricas' AND a.source_id IS NULL`;
      expect(await cli.count(`SELECT count(*) AS n ${held}`)).toBeGreaterThan(0);
      expect(await cli.count(`SELECT count(*) AS n ${held} AND instrument.category_id <> 2`)).toBe(0);
    }));

  it('pack by the name of the file, for its owner only, and read it again', async () => {
    await data.cli.ok('dumpdata', '--output', 'all.ndjson.gz');
    const packed = join(data.cli.folder, 'all.ndjson.gz');
    expect(statSync(packed).mode & 0o777).toBe(0o600);
    expect(gunzipSync(readFileSync(packed)).toString()).toBe(data.text);
    await onEmptyDatabase(async (cli) => {
      await cli.ok('loaddata', packed);
      expect(await cli.ok('dumpdata')).toBe(data.text);
    });
    expect(data.cli.files().filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('take the models that are asked for', async () => {
    const some = await data.cli.ok('dumpdata', 'source', 'group');
    expect(new Set(some.match(/(?<=^\{"model":")[a-z]+/gm))).toEqual(new Set(['source', 'group']));
    expect(await data.cli.ok('dumpdata', '--exclude', 'instrument', 'alias')).not.toMatch(
      /"model":"(alias|instrument)"/,
    );
    expect((await data.cli.run('dumpdata', 'session')).code).toBe(2);
    expect((await data.cli.run('dumpdata', 'apikey')).code).toBe(2);
  });

  it('come from standard input, which a container has and files it may not', () =>
    onEmptyDatabase(async (cli) => {
      const { status, stdout } = spawnSync(
        process.execPath,
        [join(ROOT, 'scripts/cli.mjs'), 'loaddata', '-'],
        { input: data.text, env: { ...process.env, DATABASE_URL: cli.url }, encoding: 'utf8' },
      );
      expect([status, stdout]).toEqual([0, expect.stringContaining('-: source: 1 created')]);
      expect(await cli.ok('dumpdata')).toBe(data.text);
    }));

  it('only look in a dry run', () =>
    onEmptyDatabase(async (cli) => {
      cli.write('all.ndjson', data.text);
      expect(await cli.ok('loaddata', '--dry-run', 'all.ndjson')).toContain('Dry run: nothing was changed.');
      expect(await cli.count('SELECT count(*) AS n FROM instrument')).toBe(0);
      expect(await cli.count('SELECT count(*) AS n FROM app_user')).toBe(0);
      expect(await cli.count('SELECT count(*) AS n FROM audit_entry')).toBe(0);
    }));
});

describe('secrets', () => {
  it('are left out unless asked for, and keep a password that is there', async () => {
    expect(data.text).not.toMatch(/argon2|password_hash|secret_hash/);
    await to.with({ NEW_PASSWORD: PASSWORD }).ok('changepassword', 'admin@example.org');
    const hash = `SELECT count(*) AS n FROM app_user WHERE password_hash IS NOT NULL`;
    expect(await to.count(hash)).toBe(1);
    await to.ok('loaddata', 'all.ndjson');
    expect(await to.count(hash)).toBe(1);
  });

  it('go along when asked for: passwords and keys are good in the other database', async () => {
    await data.cli.with({ NEW_PASSWORD: PASSWORD }).ok('changepassword', 'admin@example.org');
    const created = ['create', '--user', 'admin@example.org', '--name', 'scraper', '--permission', IMPORT];
    const key = (await data.cli.ok('apikeys', ...created)).trim();
    const { stderr } = await data.cli.run('dumpdata', '--with-secrets', '--output', 'secret.ndjson');
    expect(stderr).toContain('hashes of passwords and of API keys');
    expect(statSync(join(data.cli.folder, 'secret.ndjson')).mode & 0o777).toBe(0o600);
    const secret = data.cli.read('secret.ndjson') ?? '';

    const other = await startAuth();
    const cli = Cli.on(other.databaseUrl);
    cli.write('secret.ndjson', secret);
    await cli.ok('loaddata', 'secret.ndjson');
    expect(await cli.ok('dumpdata', '--with-secrets')).toBe(secret);
    expect(await other.signIn('admin@example.org', PASSWORD)).toHaveProperty('tokens');
    const keys = other.context.get(ApiKeysService);
    expect(await keys.identify(key, null)).toMatchObject({ permissions: new Set([IMPORT]) });
    // one that is revoked meanwhile stays so
    await execute(cli.url, ['UPDATE api_key SET revoked_at = now()']);
    await cli.ok('loaddata', 'secret.ndjson');
    expect(await cli.count('SELECT count(*) AS n FROM api_key WHERE revoked_at IS NULL')).toBe(0);
    cli.forget();
    await other.close();
  });

  it('take accounts of Django, whose domains may be in capitals, and change nothing the second time', () =>
    onEmptyDatabase(async (cli) => {
      const fields = {
        ...{ email: ' Luis@Instrumentos.ES', display_name: '', language: 'es', must_change_password: false },
        ...{ is_active: true, is_staff: false, is_superuser: false, email_verified_at: null },
        ...{ last_login_at: null, created_at: '2020-01-31T12:30:00.000000Z', groups: [], permissions: [] },
        ...{ password_hash: DJANGO_HASH, password_changed_at: null },
      };
      const rows = `${JSON.stringify({ model: 'user', fields })}\n`;
      cli.write(
        'django.ndjson',
        `${header({ user: 1 }).replace('"secrets":false', '"secrets":true')}\n${rows}`,
      );
      expect(await cli.ok('loaddata', 'django.ndjson')).toContain('user: 1 created');
      expect(await cli.ok('loaddata', 'django.ndjson')).toContain('user: 0 created, 0 updated, 1 unchanged');
      expect(await cli.ok('users', 'list')).toContain('Luis@instrumentos.es');
    }));

  it('sign out whom a load bars or gives another password, and nobody else', () =>
    onEmptyDatabase(async (cli) => {
      cli.write('all.ndjson', data.text);
      await cli.ok('loaddata', 'all.ndjson');
      const { text } = data.mended(/"email":"admin@example.org"/, (line) =>
        line.replace('"is_active":true', '"is_active":false'),
      );
      cli.write('b.ndjson', text);
      await cli.ok('loaddata', 'b.ndjson');
      expect(
        await cli.count(
          'SELECT count(*) AS n FROM app_user WHERE tokens_valid_after IS NOT NULL AND NOT is_active',
        ),
      ).toBe(1);
      expect(await cli.count('SELECT count(*) AS n FROM app_user WHERE tokens_valid_after IS NOT NULL')).toBe(
        1,
      );
    }));
});
