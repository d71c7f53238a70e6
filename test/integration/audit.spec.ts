import { Client } from 'pg';
import { AuditService, TraceService } from '@app/audit';
import { migrateUp } from '@app/database';
import { startAuth, type TestAuth } from '../support/auth';
import { databaseUrl, execute, freshDatabase } from '../support/database';

/** Whatever would make an entry unsaid. */
const CHANGES = [
  `UPDATE audit_entry SET action = 'user.changed'`,
  'UPDATE audit_entry SET ip = NULL WHERE false',
  'DELETE FROM audit_entry',
  'DELETE FROM audit_entry WHERE id = 1',
  'TRUNCATE audit_entry',
  `MERGE INTO audit_entry USING (SELECT 1 AS one) AS other ON true WHEN MATCHED THEN DELETE`,
  `INSERT INTO audit_entry (id, action, actor_kind, object_type) OVERRIDING SYSTEM VALUE VALUES (1, 'a.b', 'system', 'c')
     ON CONFLICT (id) DO UPDATE SET action = 'user.changed'`,
];
const ENTRY = { action: 'instrument.changed', object: { type: 'instrument', id: '1' } } as const;

let app: TestAuth;
let audit: AuditService;

beforeAll(async () => {
  app = await startAuth();
  audit = app.context.get(AuditService);
});
afterAll(() => app.close());

const written = (objectId: string): Promise<unknown[]> =>
  app.rows('SELECT actor_kind, actor_id, changes, details FROM audit_entry WHERE object_id = $1', [objectId]);

describe('an entry', () => {
  beforeAll(() => audit.record(ENTRY));

  it.each(CHANGES)('refuses %s even to the superuser of the server', async (sql) => {
    const [before] = await app.rows(
      'SELECT array_agg(entry ORDER BY id)::text AS all FROM audit_entry AS entry',
    );
    const [role] = await app.rows('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
    expect(role).toEqual({ rolsuper: true });
    await expect(app.rows(sql)).rejects.toMatchObject({
      code: '42501',
      message: 'audit_entry is append-only',
    });
    const [after] = await app.rows(
      'SELECT array_agg(entry ORDER BY id)::text AS all FROM audit_entry AS entry',
    );
    expect(after).toEqual(before);
  });

  it('stands or falls with what it tells of', async () => {
    const attempt = (id: string, fail: boolean): Promise<void> =>
      app.transactions.run(async () => {
        await audit.record({ ...ENTRY, object: { type: 'instrument', id } });
        if (fail) throw new Error('no');
      });
    await expect(attempt('fallen', true)).rejects.toThrow('no');
    await attempt('standing', false);
    expect(await written('fallen')).toEqual([]);
    expect(await written('standing')).toHaveLength(1);
  });

  it('is of the one on whose behalf the code runs, or of the one it names', async () => {
    const traces = app.context.get(TraceService);
    const { id } = await app.user();
    const record = (objectId: string, more = {}): Promise<void> =>
      audit.record({ ...ENTRY, object: { type: 'instrument', id: objectId }, ...more });
    const trace = { requestId: 'r-1', ip: '192.0.2.9', actor: { kind: 'api_key', id } } as const;
    await traces.run(
      () => trace,
      () => record('by key'),
    );
    await traces.run(
      () => trace,
      () => record('named', { actor: { kind: 'anonymous' }, ip: null }),
    );
    await record('outside');
    expect(
      await app.rows(
        `SELECT object_id, actor_kind, actor_id, host(ip) AS ip, request_id FROM audit_entry
          WHERE object_id IN ('by key', 'named', 'outside') ORDER BY object_id`,
      ),
    ).toEqual([
      { object_id: 'by key', actor_kind: 'api_key', actor_id: id, ip: '192.0.2.9', request_id: 'r-1' },
      { object_id: 'named', actor_kind: 'anonymous', actor_id: null, ip: null, request_id: 'r-1' },
      { object_id: 'outside', actor_kind: 'system', actor_id: null, ip: null, request_id: null },
    ]);
  });

  it('takes any text: what jsonb cannot hold is left out of it', async () => {
    await audit.record({
      ...ENTRY,
      object: { type: 'instrument', id: 'odd' },
      details: { text: 'a\0b\ud800c', emoji: '🎸', quote: `'"\\` },
    });
    expect(await written('odd')).toMatchObject([{ details: { text: 'abc', emoji: '🎸', quote: `'"\\` } }]);
  });
});

describe('an ordinary role that owns the database', () => {
  const role = `audit_owner_${process.pid}`;
  let server: string;
  let owned: string;
  let owner: Client;

  beforeAll(async () => {
    const copy = await freshDatabase();
    const name = new URL(copy).pathname.slice(1);
    server = databaseUrl(copy, 'postgres');
    await execute(server, [
      `DROP DATABASE ${name}`,
      `CREATE ROLE ${role} LOGIN PASSWORD 'tests only' NOSUPERUSER NOCREATEDB NOCREATEROLE`,
      `CREATE DATABASE ${name} OWNER ${role}`,
    ]);
    const url = new URL(copy);
    [url.username, url.password] = [role, 'tests%20only'];
    owned = url.href;
    await migrateUp(owned);
    owner = new Client(owned);
    await owner.connect();
    await owner.query(
      `INSERT INTO audit_entry (action, actor_kind, object_type) VALUES ('instrument.changed', 'system', 'instrument')`,
    );
  });
  afterAll(async () => {
    await owner.end();
    await execute(server, [
      `DROP DATABASE ${new URL(owned).pathname.slice(1)} WITH (FORCE)`,
      `DROP ROLE ${role}`,
    ]);
  });

  it('migrates without being a superuser, and adds entries', async () => {
    const { rows } = await owner.query(
      `SELECT rolsuper, tableowner FROM pg_roles, pg_tables WHERE rolname = current_user AND tablename = 'audit_entry'`,
    );
    expect(rows).toEqual([{ rolsuper: false, tableowner: role }]);
  });

  it.each(CHANGES)('is refused %s', async (sql) => {
    await expect(owner.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it.each(CHANGES)('is refused %s also when the trigger is away: it lacks the privilege', async (sql) => {
    await owner.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    try {
      await expect(owner.query(sql)).rejects.toMatchObject({
        ...{ code: '42501', message: 'permission denied for table audit_entry' },
      });
      expect((await owner.query('SELECT action FROM audit_entry')).rows).toEqual([
        { action: 'instrument.changed' },
      ]);
    } finally {
      await owner.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
    }
  });
});
