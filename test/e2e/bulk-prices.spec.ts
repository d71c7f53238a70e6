import { startApp, type TestApp } from '../support/app';
import { BULK_JOBS, carryOut } from '../support/bulk-jobs';
import { type ApiClient, signIn } from '../support/clients';
import { insertListings } from '../support/listings';

let api: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  api = await startApp();
  ({ client: admin } = await signIn(api, { permissions: ['instruments.change_instrument'] }));
});
afterAll(() => api.close());

it('a job divides prices by a thousand, which undoes their multiplication and rounds others to the cent', async () => {
  const prices = [1.2, 12_345.67, 5, 4.99, 0, null];
  const ids = await insertListings(
    api.database,
    prices.map((price, at) => ({ name: `a ${at}`, price })),
  );
  await carryOut(admin, { action: 'price_thousand', ids: ids.slice(0, 1) });
  const body = { action: 'price_thousandth', ids };
  const preview = (await admin.post(`${BULK_JOBS}/preview`, body)).json<{ sample: object[] }>();
  expect(preview).toMatchObject({
    ...{ matching: 6, changed: 3, unchanged: 1 },
    failures: { price_missing: 1, price_too_low: 1 },
  });
  expect(preview.sample[0]).toMatchObject({
    price: { amount: '1200.00', currency: 'EUR' },
    new_price: { amount: '1.20', currency: 'EUR' },
  });

  expect(await carryOut(admin, body)).toMatchObject({ changed: 3, unchanged: 1, failed: 2 });
  const { rows } = await api.database.query(
    'SELECT price, pinned FROM instrument WHERE id = ANY ($1) ORDER BY id',
    [ids],
  );
  expect(rows).toEqual([
    { price: '1.20', pinned: ['price'] },
    { price: '12.35', pinned: ['price'] },
    { price: '0.01', pinned: ['price'] },
    { price: '4.99', pinned: null },
    { price: '0.00', pinned: null },
    { price: null, pinned: null },
  ]);
  const history = await api.database.query(
    'SELECT previous_price, price, suspicious FROM price_change WHERE instrument_id = $1 ORDER BY id',
    [ids[0]],
  );
  expect(history.rows).toEqual([
    { previous_price: '1.20', price: '1200.00', suspicious: false },
    { previous_price: '1200.00', price: '1.20', suspicious: false },
  ]);
});
