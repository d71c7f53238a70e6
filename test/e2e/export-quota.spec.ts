import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { signIn } from '../support/clients';
import { until } from '../support/uploads';

const PATH = '/api/v1/instruments/export';
const EXPORTS = '"export:anonymous"';
const REQUESTS = '"requests:anonymous"';

let api: TestApp;

beforeAll(async () => {
  api = await startApp({
    LOG_LEVEL: 'error',
    RATE_LIMIT: 'on',
    RATE_LIMIT_ANONYMOUS: '30',
    RATE_LIMIT_EXPORT_ANONYMOUS: '2',
    RATE_LIMIT_EXPORT_SIGNED_IN: '1',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  // more than the buffers on the way to a reader hold
  await api.database.query(`
    INSERT INTO instrument (link_key, name, price, currency, link, category_label, category_id, source_id)
    SELECT gen_random_uuid(), 'Ocarina', n, 'EUR', 'https://example.org/' || repeat('x', 900) || n, 'vientos',
           (SELECT id FROM category WHERE slug = 'vientos'), (SELECT id FROM source WHERE slug = 'reverb')
      FROM generate_series(1, 10000) AS n`);
  await api.app.listen(0, '127.0.0.1');
});
afterAll(() => api.close());

let hosts = 0;
const newAddress = () => ({ 'x-forwarded-for': `198.51.100.${++hosts}` });

/** Opens an export and leaves it unread. */
async function open(headers: Record<string, string>): Promise<IncomingMessage> {
  const request = get(`${await api.app.getUrl()}${PATH}?escape_formulas=false`, { headers, agent: false });
  const [response] = z.tuple([z.custom<IncomingMessage>()]).parse(await once(request, 'response'));
  return response.pause();
}

it('an export counts when it begins, and as the request that it is', async () => {
  const from = newAddress();
  const first = await api.get(`${PATH}?price_max=9`, from);
  expect([first.statusCode, first.headers['ratelimit']]).toEqual([200, `${EXPORTS};r=1;t=3600`]);
  expect((await api.get(`${PATH}?price_max=9`, from)).statusCode).toBe(200);
  const refused = await api.get(`${PATH}?price_max=9`, from);
  expect([refused.statusCode, refused.json()]).toMatchObject([429, { code: 'http.too_many_requests' }]);
  expect(refused.headers['content-type']).toContain('application/problem+json');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500);
  expect((await api.get('/listInstrument', from)).headers['ratelimit']).toContain('r=26;');
});

it('one that is refused, has not changed or shows its head only is an ordinary request', async () => {
  const from = newAddress();
  const { headers } = await api.get(PATH, from);
  for (const url of [`${PATH}?formt=csv`, `${PATH}?price_min=x`, `${PATH}?page=1`]) {
    const refused = await api.get(url, from);
    expect([refused.statusCode, refused.headers['ratelimit']]).toEqual([
      400,
      expect.stringContaining(REQUESTS),
    ]);
  }
  const known = await api.get(PATH, { ...from, 'if-none-match': String(headers.etag) });
  expect(known.statusCode).toBe(304);
  const head = await api.app.inject({ method: 'HEAD', url: PATH, headers: { host: 'localhost', ...from } });
  expect(head.statusCode).toBe(200);
  const next = await api.get(PATH, from);
  expect([next.statusCode, next.headers['ratelimit']]).toEqual([200, expect.stringMatching(/r=0;/)]);
});

it('one for which there is no room neither', async () => {
  const slow = [await open(newAddress()), await open(newAddress())];
  const from = newAddress();
  const busy = await api.get(PATH, from);
  expect([busy.statusCode, busy.headers['ratelimit']]).toEqual([503, expect.stringContaining(REQUESTS)]);
  // a refusal is no file
  expect(busy.headers['cache-control']).toBe('no-store');
  for (const header of ['content-disposition', 'etag']) {
    expect(busy.headers).not.toHaveProperty(header);
  }
  slow.forEach((response) => response.destroy());
  await until(async () => (await api.get(`${PATH}?price_max=9`, newAddress())).statusCode === 200);
  expect((await api.get(`${PATH}?price_max=9`, from)).headers['ratelimit']).toContain(`${EXPORTS};r=1;`);
});

it('refusals are bounded all the same, and take no room from those that follow', async () => {
  const from = newAddress();
  const statuses = [];
  for (let time = 0; time < 31; time++)
    statuses.push((await api.get(`${PATH}?price_max=9`, from)).statusCode);
  expect(statuses.slice(0, 2)).toEqual([200, 200]);
  expect(new Set(statuses.slice(2))).toEqual(new Set([429]));
  const rest = await api.get(`${PATH}?formt=csv`, from);
  expect([rest.statusCode, rest.headers['ratelimit']]).toEqual([429, expect.stringContaining(REQUESTS)]);
  expect((await api.get(`${PATH}?price_max=9`, newAddress())).statusCode).toBe(200);
});

it('the same holds for the audit', async () => {
  const { client } = await signIn(api, { permissions: ['audit.view_entry'] });
  const url = '/api/v1/admin/audit/export';
  expect((await client.get(`${url}?page=1`)).statusCode).toBe(400);
  const first = await client.get(url);
  expect([first.statusCode, first.headers['ratelimit']]).toEqual([
    200,
    expect.stringContaining('"export:signed_in";r=0;'),
  ]);
  expect((await client.get(url)).statusCode).toBe(429);
});
