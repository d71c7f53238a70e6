import { startApp, type TestApp } from '../support/app';
import { BULK_JOBS, carryOut, ended, order } from '../support/bulk-jobs';
import { type ApiClient, signIn } from '../support/clients';
import { insertListings, type NewListing } from '../support/listings';
import { idsOf, listOf } from '../support/lists';

let api: TestApp;
let admin: ApiClient;
let adminId: string;
beforeAll(async () => {
  api = await startApp();
  const permissions = ['instruments.change_instrument', 'instruments.delete_instrument'] as const;
  const person = await signIn(api, { permissions, email: 'rosa@example.org' });
  admin = person.client;
  adminId = person.user.id;
});
afterAll(() => api.close());
afterEach(() => api.setNow(null));

const insert = (listings: readonly NewListing[]) => insertListings(api.database, listings);
const many = (count: number, name: string, rest: Partial<NewListing> = {}) =>
  insert(Array.from({ length: count }, (_, at) => ({ name: `${name} ${at}`, price: 10, ...rest })));

async function rows<T extends object>(sql: string, ...parameters: unknown[]): Promise<T[]> {
  return (await api.database.query<T>(sql, parameters)).rows;
}

interface Stored {
  readonly status: string;
  readonly category: string;
  readonly label: string | null;
  readonly price: string | null;
  readonly expires: string | null;
  readonly version: number;
  readonly pinned: readonly string[] | null;
}

const stored = (ids: readonly number[]): Promise<Stored[]> =>
  rows<Stored>(
    `SELECT status, slug AS category, category_label AS label, price::text, expires_on::text AS expires, version,
            pinned
       FROM instrument JOIN category ON category.id = category_id WHERE instrument.id = ANY ($1) ORDER BY instrument.id`,
    ids,
  );

const audits = (ids: readonly number[]) =>
  rows<Record<string, unknown>>(
    `SELECT action, actor_kind, actor_id, object_id, changes, details, host(ip) AS ip, request_id FROM audit_entry
      WHERE object_type = 'instrument' AND object_id = ANY ($1) ORDER BY id`,
    ids.map(String),
  );

describe('a job', () => {
  it('moves listings to a category, each with its audit, and tells what became of them', async () => {
    const ids = await insert([{ name: 'a' }, { name: 'b', category: 'bajos' }, { name: 'c' }]);
    const answer = await admin.post(BULK_JOBS, { action: 'category', value: 'BAJOS', ids });
    const { id } = answer.json<{ id: string }>();
    expect([answer.statusCode, answer.headers.location]).toEqual([202, `${BULK_JOBS}/${id}`]);
    expect(await ended(admin, id)).toEqual({
      ...{ id, action: 'category', value: 'bajos', query: null, state: 'succeeded', reason: null },
      ...{ total: 3, missing: 0, done: 3, changed: 2, unchanged: 1, failed: 0 },
      ...{ created_by: 'rosa@example.org', actor_kind: 'user', actor: adminId },
      ...{ created_at: expect.any(String), started_at: expect.any(String), finished_at: expect.any(String) },
    });
    const moved = { category: 'bajos', label: 'bajos', version: 2, pinned: ['category'] };
    expect(await stored(ids)).toMatchObject([moved, { category: 'bajos', version: 1, pinned: null }, moved]);
    expect(await audits(ids)).toEqual(
      [ids[0], ids[2]].map((one) => ({
        ...{ action: 'instrument.changed', actor_kind: 'user', actor_id: adminId, object_id: String(one) },
        changes: { category: ['guitarras', 'bajos'] },
        details: { bulk_job: id },
        ip: '127.0.0.1',
        request_id: expect.any(String),
      })),
    );
    const own = await rows(
      `SELECT action, actor_id, details FROM audit_entry WHERE object_type = 'bulk_job' AND object_id = $1 ORDER BY id`,
      id,
    );
    const counts = { total: 3, changed: 2, unchanged: 1, failed: 0 };
    expect(own).toEqual([
      {
        action: 'bulkjob.ordered',
        actor_id: adminId,
        details: { action: 'category', value: 'bajos', query: null, total: 3 },
      },
      { action: 'bulkjob.finished', actor_id: adminId, details: { state: 'succeeded', ...counts } },
    ]);
    expect(await rows('SELECT FROM bulk_job_item')).toEqual([]);
  });

  it('lets listings run out and come back', async () => {
    api.setNow('2026-11-21T12:00:00Z');
    const ids = await insert([
      { name: 'a' },
      { name: 'b', expiresOn: '2027-01-01' },
      { name: 'c', expiresOn: '2026-11-01' },
      { name: 'd', status: 'removed' },
    ]);
    const over = await carryOut(admin, { action: 'status', value: 'expired', ids });
    expect(over).toMatchObject({ changed: 2, unchanged: 1, failed: 1 });
    expect(await stored(ids)).toMatchObject([
      { status: 'expired', expires: '2026-11-20', pinned: ['expires_on'] },
      { status: 'expired', expires: '2026-11-20' },
      { status: 'active', expires: '2026-11-01' },
      { status: 'removed', version: 1 },
    ]);
    expect((await listOf(admin, `${BULK_JOBS}/${over.id}/failures`)).data).toEqual([
      { id: ids[3], name: 'd', code: 'removed' },
    ]);
    expect((await audits([ids[1] ?? 0]))[0]).toMatchObject({
      changes: { status: ['active', 'expired'], expires_on: ['2027-01-01', '2026-11-20'] },
    });
    const back = await carryOut(admin, { action: 'status', value: 'active', ids });
    expect(back).toMatchObject({ changed: 3, unchanged: 0, failed: 1 });
    expect((await stored(ids)).slice(0, 3)).toMatchObject(
      [0, 1, 2].map(() => ({ status: 'active', expires: null })),
    );
  });

  it('deletes and restores, and says so in the audit', async () => {
    const ids = await insert([{ name: 'a' }, { name: 'b', status: 'removed' }]);
    expect(await carryOut(admin, { action: 'delete', ids })).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await stored(ids)).toMatchObject([{ status: 'removed' }, { status: 'removed' }]);
    await rows('UPDATE sighting SET missed_runs = 1 WHERE instrument_id = ANY ($1)', ids);
    expect(await carryOut(admin, { action: 'restore', ids })).toMatchObject({ changed: 2, unchanged: 0 });
    expect(await stored(ids)).toMatchObject([{ status: 'active' }, { status: 'active' }]);
    expect(
      await rows('SELECT DISTINCT missed_runs FROM sighting WHERE instrument_id = ANY ($1)', ids),
    ).toEqual([{ missed_runs: 0 }]);
    expect(await audits(ids.slice(0, 1))).toMatchObject([
      {
        action: 'instrument.deleted',
        changes: { status: ['active', 'removed'] },
        details: { name: 'a', url: expect.stringContaining('https://example.org/') },
      },
      { action: 'instrument.restored', changes: { status: ['removed', 'active'] } },
    ]);
  });

  it('restores what a query finds among the removed ones', async () => {
    const ids = await insert([
      { name: 'Ondes Martenot ñ', status: 'removed' },
      { name: 'ondes martenot ñ', status: 'removed', category: 'bajos' },
      { name: 'Ondes Martenot ñ' },
    ]);
    const body = { action: 'restore', query: 'q=martenot ñ&category=guitarras&sort=-removed_at' };
    expect((await admin.post(`${BULK_JOBS}/preview`, body)).json()).toMatchObject({ matching: 1 });
    expect(await carryOut(admin, body)).toMatchObject({ total: 1, changed: 1 });
    expect((await stored(ids)).map(({ status }) => status)).toEqual(['active', 'removed', 'active']);
  });

  it('tells beforehand what would become of each, with prices before and after, and then does just that', async () => {
    const ids = await insert([
      { name: 'sin precio', price: null },
      { name: 'barato', price: 1.2 },
      { name: 'demasiado', price: 1000.01 },
      { name: 'gratis', price: 0 },
      { name: 'retirado', price: 2, status: 'removed' },
    ]);
    const body = { action: 'price_thousand', ids };
    const preview = (await admin.post(`${BULK_JOBS}/preview`, body)).json<{ sample: object[] }>();
    expect(preview).toMatchObject({
      ...{ matching: 5, judged: 5, changed: 1, unchanged: 1 },
      failures: { price_missing: 1, price_too_high: 1, removed: 1 },
    });
    expect(preview.sample).toHaveLength(5);
    expect(preview.sample[0]).toEqual({
      ...{ id: Number(ids[1]), name: 'barato', outcome: 'changed' },
      price: { amount: '1.20', currency: 'EUR' },
      new_price: { amount: '1200.00', currency: 'EUR' },
    });
    expect(preview.sample[1]).toMatchObject({ outcome: 'price_missing', price: null, new_price: null });
    const job = await carryOut(admin, body);
    expect(job).toMatchObject({ changed: 1, unchanged: 1, failed: 3 });
    expect((await stored(ids)).map(({ price }) => price)).toEqual([
      null,
      '1200.00',
      '1000.01',
      '0.00',
      '2.00',
    ]);
  });

  it('leaves removed listings alone that are named one by one, and remembers which were named', async () => {
    const ids = await insert([{ name: 'visible' }, { name: 'retirado', status: 'removed' }]);
    const job = await carryOut(admin, { action: 'category', value: 'bajos', ids });
    expect(job).toMatchObject({ changed: 1, failed: 1 });
    const failures = await admin.get(`${BULK_JOBS}/${job.id}/failures`);
    expect(failures.json()).toMatchObject({ data: [{ id: Number(ids[1]), code: 'removed' }] });
    const chosen = await admin.get(`${BULK_JOBS}/${job.id}/chosen`);
    expect(chosen.json()).toEqual({
      data: [
        { id: Number(ids[0]), name: 'visible' },
        { id: Number(ids[1]), name: 'retirado' },
      ],
    });
    const byQuery = await carryOut(admin, { action: 'category', value: 'bajos', query: 'q=visible' });
    expect((await admin.get(`${BULK_JOBS}/${byQuery.id}/chosen`)).json()).toEqual({ data: [] });
    expect((await admin.get(`${BULK_JOBS}/987654/chosen`)).statusCode).toBe(404);
  });

  it('makes thousands of prices that were read as thousandths, with their history', async () => {
    const ids = await insert([
      { name: 'a', price: 1.2 },
      { name: 'b', price: null },
      { name: 'c', price: 1000.01 },
      { name: 'd', price: 0 },
    ]);
    const job = await carryOut(admin, { action: 'price_thousand', ids });
    expect(job).toMatchObject({ changed: 1, unchanged: 1, failed: 2 });
    expect((await listOf(admin, `${BULK_JOBS}/${job.id}/failures`)).data).toEqual([
      { id: ids[1], name: 'b', code: 'price_missing' },
      { id: ids[2], name: 'c', code: 'price_too_high' },
    ]);
    expect((await stored(ids)).map(({ price, pinned }) => [price, pinned])).toEqual([
      ['1200.00', ['price']],
      [null, null],
      ['1000.01', null],
      ['0.00', null],
    ]);
    expect(
      await rows(
        `SELECT previous_price, price, currency, suspicious FROM price_change WHERE instrument_id = ANY ($1)`,
        ids,
      ),
    ).toEqual([{ previous_price: '1.20', price: '1200.00', currency: 'EUR', suspicious: false }]);
    expect(await audits(ids)).toMatchObject([{ changes: { price: ['1.20 EUR', '1200.00 EUR'] } }]);
    expect((await admin.get(`/api/v1/instruments/${ids[0]}`)).json()).toMatchObject({
      price: { amount: '1200.00' },
      previous_price: { amount: '1.20' },
    });
  });

  it('changes what a query finds when it is ordered, not what comes later, and is seen by lists at once', async () => {
    const before = await many(1_203, 'theremin');
    const body = { action: 'category', value: 'sintetizadores', query: 'q=theremin&category=guitarras' };
    const job = await order(admin, { ...body, confirmation: '1203' });
    const later = await many(1, 'theremin');
    expect(await ended(admin, job.id)).toMatchObject({ state: 'succeeded', total: 1_203, changed: 1_203 });
    expect(await stored(later)).toMatchObject([{ category: 'guitarras', version: 1 }]);
    const found = await admin.get('/api/v1/instruments?q=theremin&category=sintetizadores&count=exact');
    expect(found.json()).toMatchObject({ page: { total: 1_203 } });
    expect(await audits(before)).toHaveLength(1_203);
  });

  it('is kept and listed, the last one first', async () => {
    const ids = await insert([{ name: 'a' }]);
    const first = await carryOut(admin, { action: 'delete', ids });
    const second = await carryOut(admin, { action: 'restore', ids });
    const listed = await idsOf(admin, BULK_JOBS);
    expect(listed.slice(0, 2)).toEqual([second.id, first.id]);
    expect((await idsOf(admin, `${BULK_JOBS}?action=delete&state=succeeded`))[0]).toBe(first.id);
    expect((await admin.get(`${BULK_JOBS}?state=ended`)).statusCode).toBe(400);
    for (const url of [`${BULK_JOBS}/999999`, `${BULK_JOBS}/x`, `${BULK_JOBS}/999999/failures`]) {
      expect((await admin.get(url)).json()).toMatchObject({ status: 404, code: 'bulk.unknown' });
    }
  });
});

describe('cancelling', () => {
  it('ends a job at once: what is done stays, the rest is left alone', async () => {
    const ids = await many(1_000, 'clavinet');
    // the third batch waits for this lock
    await rows(`CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.object_id = '${ids[700]}' THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF; RETURN NEW; END $$`);
    await rows(`CREATE TRIGGER wait_for_the_test BEFORE INSERT ON audit_entry FOR EACH ROW
      EXECUTE FUNCTION wait_for_the_test()`);
    await rows('SELECT pg_advisory_lock(4711)');
    const { id } = await order(admin, { action: 'delete', query: 'q=clavinet', confirmation: '1000' });
    let done = 0;
    while (done === 0) done = (await admin.get(`${BULK_JOBS}/${id}`)).json<{ done: number }>().done;
    expect(done).toBe(500);
    const answer = await admin.post(`${BULK_JOBS}/${id}/cancel`);
    const outcome = { state: 'cancelled', total: 1_000, done: 500, changed: 500 };
    expect([answer.statusCode, answer.json()]).toMatchObject([200, outcome]);
    await rows('SELECT pg_advisory_unlock(4711)');

    // jobs are carried out in turn: when this one is through, the other one has been let go
    await carryOut(admin, { action: 'restore', ids: ids.slice(0, 1) });
    await rows('DROP TRIGGER wait_for_the_test ON audit_entry');
    expect((await admin.get(`${BULK_JOBS}/${id}`)).json()).toMatchObject(outcome);
    const removed = (await stored(ids)).filter(({ status }) => status === 'removed');
    expect(removed).toHaveLength(499);
    expect(await rows('SELECT FROM bulk_job_item')).toEqual([]);
    const again = await admin.post(`${BULK_JOBS}/${id}/cancel`);
    expect([again.statusCode, again.json()]).toMatchObject([
      409,
      { code: 'bulk.ended', params: { state: 'cancelled' } },
    ]);
    expect((await admin.post(`${BULK_JOBS}/999999/cancel`)).statusCode).toBe(404);
  });
});
