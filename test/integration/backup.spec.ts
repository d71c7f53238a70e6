import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AUTH_KEYS } from '../support/auth';
import { type CommandResult, compileCli, runCli } from '../support/built-cli';
import { execute } from '../support/database';
import { DebianPostgres, describeWithPgDump, runScript, texts } from '../support/debian-postgres';
import { ServerProcess } from '../support/server';

const PERSON = { email: 'root@example.test', password: 'a horse of batteries, stapled' };
const tokensBody = z.object({ access: z.string(), refresh: z.string() });

let source: DebianPostgres;
let empty: DebianPostgres;
let backups: string;

const cli = (command: string): Promise<CommandResult> =>
  runCli([command], {
    DATABASE_URL: source.url(),
    AUTH_KEYS,
    SUPERUSER_EMAIL: PERSON.email,
    SUPERUSER_PASSWORD: PERSON.password,
  });
const restore = (): Promise<CommandResult> =>
  runScript(['restore', backups], { DATABASE_URL: empty.url(), AUTH_KEYS });
const acknowledged: string[] = [];
const tokens: { access: string; refresh: string }[] = [];
let before = { links: 0, tokens: 0 };
let restored: CommandResult;

const serverOn = (url: string): Promise<ServerProcess> =>
  ServerProcess.start({ DATABASE_URL: url, AUTH_KEYS, LOG_LEVEL: 'silent' });
const json = { 'Content-Type': 'application/json' };
const signIn = async (url: string): Promise<void> => {
  const answer = await fetch(`${url}/api/v1/auth/token`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(PERSON),
  });
  if (answer.ok) tokens.push(tokensBody.parse(await answer.json()));
};
const importRows = async (url: string, batch: number): Promise<void> => {
  const links = Array.from({ length: 20 }, (_, n) => `https://www.hispasonic.com/${batch}/${n}`);
  const rows = links.map((link, n) => `Bajo ${batch} ${n},${100 + n},${link}`);
  const answer = await fetch(`${url}/api/v1/imports?source=hispasonic&wait=30`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv', Authorization: `Bearer ${tokens[0]?.access ?? ''}` },
    body: ['name,price,link', ...rows].join('\n'),
  });
  if (answer.status === 201) acknowledged.push(...links);
};

describeWithPgDump('a backup', () => {
  beforeAll(async () => {
    backups = mkdtempSync(join(tmpdir(), 'backups-'));
    await compileCli();
    [source, empty] = await Promise.all([DebianPostgres.start(), DebianPostgres.start()]);
    for (const command of ['migrate', 'syncpermissions', 'seed', 'createsuperuser']) {
      const { code, stderr } = await cli(command);
      if (code !== 0) throw new Error(stderr);
    }
    const server = await serverOn(source.url());
    const url = await server.url();
    await signIn(url);
    const writing = new AbortController();
    const limit = setTimeout(() => {
      writing.abort();
    }, 60_000);
    const importing = async (): Promise<void> => {
      for (let batch = 0; !writing.signal.aborted; batch++) await importRows(url, batch);
    };
    const signingIn = async (): Promise<void> => {
      while (!writing.signal.aborted) {
        await signIn(url);
        await sleep(50);
      }
    };
    const writers = [importing(), signingIn()];
    while ((acknowledged.length < 100 || tokens.length < 3) && !writing.signal.aborted) await sleep(20);
    before = { links: acknowledged.length, tokens: tokens.length };
    const made = await runScript(['backup', '--dir', backups], { DATABASE_URL: source.url() });
    writing.abort();
    clearTimeout(limit);
    await Promise.all(writers);
    await server.end();
    expect(made).toMatchObject({ code: 0, stderr: '' });
    restored = await restore();
  });
  afterAll(async () => {
    await Promise.all([source, empty].map((server) => server.stop()));
    rmSync(backups, { recursive: true });
  });

  it('happens while writes go on, and ends well', () => {
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    expect(before.links).toBeGreaterThanOrEqual(100);
    expect(acknowledged.length).toBeGreaterThan(before.links);
  });

  it('brings back every row that was acknowledged before', async () => {
    const rows = await texts(empty.url(), 'SELECT link FROM instrument');
    const there = new Set(rows);
    expect(acknowledged.slice(0, before.links).filter((link) => !there.has(link))).toEqual([]);
  });

  it('brings back batches whole or not at all', async () => {
    const broken = await texts(
      empty.url(),
      `SELECT split_part(link, '/', 4), count(*) FROM instrument
        WHERE link ~ 'hispasonic.com/\\d+/\\d+$' GROUP BY 1 HAVING count(*) <> 20`,
    );
    expect(broken).toEqual([]);
  });

  it('brings back the projections as the record has them', async () => {
    const differences = await texts(
      empty.url(),
      `WITH record AS (SELECT id, price, coalesce(expires_on, 'infinity') AS expires_on, category_id, upper(name) AS name
                         FROM instrument WHERE status IN ('active', 'stale')),
            blocks AS (SELECT category_id, (id >> 10)::int AS block, count(*)::int AS n FROM record GROUP BY 1, 2)
       SELECT 'listing' FROM ((TABLE record EXCEPT TABLE listed_instrument)
                    UNION ALL (TABLE listed_instrument EXCEPT TABLE record)) AS listings
       UNION ALL
       SELECT 'block' FROM ((TABLE blocks EXCEPT TABLE listed_block)
                  UNION ALL (SELECT * FROM listed_block WHERE listings <> 0 EXCEPT TABLE blocks)) AS counters`,
    );
    expect(differences).toEqual([]);
  });

  it('brings back constraints, all of them valid, and the triggers', async () => {
    const sql = `SELECT conrelid::regclass::text, conname, convalidated FROM pg_constraint WHERE conrelid <> 0
                 UNION ALL SELECT tgrelid::regclass::text, tgname, tgenabled = 'O' FROM pg_trigger WHERE NOT tgisinternal
                 ORDER BY 1, 2`;
    expect(await texts(empty.url(), sql)).toEqual(await texts(source.url(), sql));
  });

  it('brings back the audit as nobody may change it', async () => {
    expect(Number((await texts(empty.url(), 'SELECT count(*) FROM audit_entry'))[0])).toBeGreaterThan(0);
    await expect(execute(empty.url(), ['DELETE FROM audit_entry'])).rejects.toThrow('permission denied');
    await expect(execute(empty.superuser('shop'), ['DELETE FROM audit_entry'])).rejects.toThrow(
      'append-only',
    );
  });

  it('leaves tokens that were issued before as good as they were, with the same keys', async () => {
    const server = await serverOn(empty.url());
    try {
      const url = await server.url();
      const { access = '', refresh = '' } = tokens[before.tokens - 1] ?? {};
      const me = await fetch(`${url}/api/v1/me`, { headers: { Authorization: `Bearer ${access}` } });
      expect(me.status).toBe(200);
      const next = await fetch(`${url}/api/v1/auth/token/refresh`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ refresh }),
      });
      expect(next.status).toBe(200);
    } finally {
      await server.end();
    }
  });

  it('refuses the database that is not empty any more', async () => {
    const { code, stderr } = await restore();
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('shop is not empty') });
  });
});
