import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startApp, type TestApp } from '../support/app';
import { signIn, type SignedIn } from '../support/clients';
import { databaseUrl, execute, TEMPLATE } from '../support/database';

const DATABASE = `test_full_${process.pid}`;
const TABLESPACE = `test_full_${process.pid}`;
const ROWS = 20_000;

/** A small file system in memory, which only root can mount. */
class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'buscainstrumentos-disk-'));

  static readonly possible = process.platform === 'linux' && process.getuid?.() === 0;

  mount(mebibytes: number, owner: { readonly uid: number; readonly gid: number }): void {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', this.folder]);
    chownSync(this.folder, owner.uid, owner.gid);
  }

  grow(mebibytes: number): void {
    execFileSync('mount', ['-o', `remount,size=${mebibytes}m`, this.folder]);
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const csv = (): string =>
  [
    'name,price,link',
    ...Array.from(
      { length: ROWS },
      (_, at) =>
        `Fender Telecaster de segunda mano ${at},${100 + (at % 900)},https://www.reverb.com/full/${at}`,
    ),
  ].join('\n');

const server = (): string => process.env['TEST_SERVER_URL'] ?? '';
const rows = async (sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client(server());
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

// a server of one's own (TEST_DATABASE_URL) may be on another machine
const describeWithDisk =
  SmallDisk.possible && process.env['TEST_DATABASE_URL'] === undefined ? describe : describe.skip;

describeWithDisk('a disk that is full in an import', () => {
  const disk = new SmallDisk();
  let api: TestApp;
  let importer: SignedIn;
  beforeAll(async () => {
    const [setting] = await rows('SHOW data_directory');
    disk.mount(26, statSync(String(setting?.['data_directory'])));
    await execute(server(), [
      `CREATE TABLESPACE ${TABLESPACE} LOCATION '${disk.folder}'`,
      `CREATE DATABASE ${DATABASE} TEMPLATE ${TEMPLATE} TABLESPACE ${TABLESPACE} STRATEGY file_copy`,
    ]);
    api = await startApp({}, databaseUrl(server(), DATABASE));
    importer = await signIn(api, { permissions: ['instruments.import', 'instruments.view_import_run'] });
  });
  afterAll(async () => {
    await api.close();
    await execute(server(), [`DROP DATABASE ${DATABASE} WITH (FORCE)`, `DROP TABLESPACE ${TABLESPACE}`]);
    disk.remove();
  });

  const bring = async (): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/imports?source=reverb&wait=60',
      headers: {
        host: 'localhost',
        authorization: `Bearer ${importer.client.credential ?? ''}`,
        'content-type': 'text/csv',
      },
      payload: csv(),
    });
    return { status: answer.statusCode, body: answer.json() };
  };
  const listed = async (): Promise<number> => {
    const answer = await api.get('/listInstrument');
    expect(answer.statusCode).toBe(200);
    return answer.json<{ count: number }>().count;
  };

  it('ends it with its reason, keeps whole batches, lets everybody read on, and is over when there is room', async () => {
    const { status, body } = await bring();
    // refused while it was staged, or failed while it was written
    expect([status, status === 503 ? body['code'] : body['state']]).toEqual(
      status === 503 ? [503, 'database.full'] : [201, 'failed'],
    );
    expect(JSON.stringify(body)).toMatch(/no room left|sin espacio/i);
    expect(JSON.stringify(body)).not.toMatch(/tablespace|pgdata|could not extend|\.ts\b/i);

    expect((await listed()) % 10_000).toBe(0);
    const { rows: runs } = await api.database.query<{ state: string }>('SELECT state FROM import_run');
    expect(runs.filter(({ state }) => state === 'running')).toEqual([]);

    disk.grow(400);
    const again = await bring();
    expect([again.status, again.body['state']]).toEqual([201, 'succeeded']);
    expect(await listed()).toBe(ROWS);
  });
});
