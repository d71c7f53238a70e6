import { startApp, type TestApp } from '../support/app';
import { BULK_JOBS, carryOut } from '../support/bulk-jobs';
import { type ApiClient, signIn } from '../support/clients';
import { insertListings } from '../support/listings';
import { listOf } from '../support/lists';

let api: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  api = await startApp();
  ({ client: admin } = await signIn(api, { permissions: ['instruments.change_instrument'] }));
  api.setNow('2026-11-21T12:00:00Z');
});
afterAll(() => api.close());

it('a job lets no listing run out before the day of its publication, and says which', async () => {
  const days = ['2026-11-20', '2026-11-21', '2026-11-22', null];
  const ids = await insertListings(
    api.database,
    days.map((day) => ({ name: `published ${day}` })),
  );
  await api.database.query(
    'UPDATE instrument SET published_on = day FROM unnest($1::bigint[], $2::date[]) AS given (id, day) WHERE instrument.id = given.id',
    [ids, days],
  );
  const body = { action: 'status', value: 'expired', ids };
  expect((await admin.post(`${BULK_JOBS}/preview`, body)).json()).toMatchObject({
    ...{ matching: 4, changed: 2, unchanged: 0 },
    failures: { last_day_early: 2 },
  });

  const job = await carryOut(admin, body);
  expect(job).toMatchObject({ changed: 2, unchanged: 0, failed: 2 });
  expect((await listOf(admin, `${BULK_JOBS}/${job.id}/failures`)).data).toEqual([
    { id: ids[1], name: 'published 2026-11-21', code: 'last_day_early' },
    { id: ids[2], name: 'published 2026-11-22', code: 'last_day_early' },
  ]);
  const { rows } = await api.database.query(
    'SELECT status, expires_on::text AS last_day, version FROM instrument WHERE id = ANY ($1) ORDER BY id',
    [ids],
  );
  const [over, untouched] = [
    { status: 'expired', last_day: '2026-11-20' },
    { status: 'active', last_day: null, version: 1 },
  ];
  expect(rows).toMatchObject([over, untouched, untouched, over]);
});
