import { makeKey } from '../support/api-keys';
import { startApp, type TestApp } from '../support/app';
import { signIn } from '../support/clients';
import { dropDatabase, freshDatabase } from '../support/database';

const LIST = '/listInstrument';
const LIMITS = { RATE_LIMIT: 'on', RATE_LIMIT_ANONYMOUS: '40', RATE_LIMIT_SIGNED_IN: '60' };

let url: string;
let api: TestApp;
let other: TestApp;
beforeAll(async () => {
  url = await freshDatabase();
  api = await startApp({ ...LIMITS, TRUSTED_PROXIES: '127.0.0.1' }, url);
  other = await startApp({ ...LIMITS, TRUSTED_PROXIES: '127.0.0.1' }, url);
});
afterAll(async () => {
  await api.close();
  await other.close();
  await dropDatabase(url);
});

let hosts = 0;
/** An address that nobody has asked from yet. */
const newAddress = (): string => `198.51.100.${++hosts}`;
const from = (address: string, more: Readonly<Record<string, string>> = {}) => ({
  'x-forwarded-for': address,
  ...more,
});
/** Answers to as many requests of one caller at once, on servers in turn: how many came through. */
async function passed(
  count: number,
  headers: Readonly<Record<string, string>>,
  servers = [api],
): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, at) => (servers[at % servers.length] ?? api).get(LIST, headers)),
  );
  return answers.filter(({ statusCode }) => statusCode === 200).length;
}

describe('the limit of requests', () => {
  it('stands on each answer with what is left of it', async () => {
    const address = newAddress();
    const [first, second] = [await api.get(LIST, from(address)), await api.get(LIST, from(address))];
    expect(first.headers['ratelimit-policy']).toBe('"requests:anonymous";q=40;w=60');
    expect(first.headers['ratelimit']).toBe('"requests:anonymous";r=39;t=60');
    expect(second.headers['ratelimit']).toMatch(/^"requests:anonymous";r=38;t=(59|60)$/);
    const refused = await api.get('/listInstrument?minPrice=x', from(address));
    expect([refused.statusCode, refused.headers['ratelimit']]).toEqual([
      400,
      expect.stringContaining('r=37'),
    ]);
  });

  it('refuses what is beyond it, and says when there is more', async () => {
    const address = newAddress();
    expect(await passed(60, from(address))).toBe(40);
    const refused = await api.get(LIST, from(address, { 'accept-language': 'es' }));
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ code: 'http.too_many_requests', title: 'Demasiadas peticiones' });
    const wait = Number(refused.headers['retry-after']);
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.headers['ratelimit']).toBe(`"requests:anonymous";r=0;t=${wait}`);
  });

  it('counts addresses of the API that have no door as well, and their methods', async () => {
    const address = newAddress();
    const unknown = await api.get('/api/v1/nothing?x=1', from(address));
    expect([unknown.statusCode, unknown.headers['ratelimit']]).toEqual([
      404,
      '"requests:anonymous";r=39;t=60',
    ]);
    const method = await api.send({ method: 'PUT', url: '/api/v1/instruments', headers: from(address) });
    expect([method.statusCode, method.headers['ratelimit']]).toEqual([405, expect.stringContaining('r=38')]);
    expect(await passed(60, from(address))).toBe(38);
    const refused = await api.get('/api/v2', from(address));
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'http.too_many_requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const { tokens } = await signIn(api);
    const known = await api.get('/api', from(address, { authorization: `Bearer ${tokens.access}` }));
    expect([known.statusCode, known.headers['ratelimit-policy']]).toEqual([
      404,
      '"requests:signed_in";q=60;w=60',
    ]);
  });

  it('counts what is refused before any door sees it, once', async () => {
    const address = newAddress();
    const json: Record<string, string> = from(address, { 'content-type': 'application/json' });
    const send = (payload: string, headers = json, url = '/api/v1/instruments') =>
      api.app.inject({ method: 'POST', url, headers, payload });
    const answers = [
      await send('{'),
      await send('x'.repeat(1024 * 1024 + 1)),
      await send('<a/>', { ...json, 'content-type': 'text/xml' }),
      await send('{}', { ...json, 'content-encoding': 'gzip' }),
      await send('{', json, '/api/v1/nothing'),
      await send('{', json, '/addInstrument'),
      await send('{}', json, '/api/v1/instruments/export'),
      await api.get(`/api/v1/instruments?q=${'x'.repeat(9_000)}`, from(address)),
      await api.get('/api/v1/instruments/%', from(address)),
      await api.get(`/api/v1/instruments/${'1'.repeat(200)}`, from(address)),
      // the guard has counted it
      await send('{}'),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([
      400, 413, 415, 415, 400, 400, 405, 414, 400, 404, 401,
    ]);
    const left = answers.map(({ headers }) => /;r=(\d+);/.exec(String(headers['ratelimit']))?.[1]);
    expect(left).toEqual(answers.map((_, at) => String(39 - at)));
    expect(await passed(40, from(address))).toBe(29);
    for (const answer of [await send('{'), await api.get('/api/v1/instruments/%', from(address))]) {
      expect([answer.statusCode, answer.json()]).toEqual([
        429,
        expect.objectContaining({ code: 'http.too_many_requests' }),
      ]);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    const url = '/api/v1/instruments/%';
    const asked = await api.app.inject({ method: 'OPTIONS', url, headers: from(address) });
    expect([asked.statusCode, asked.headers['ratelimit']]).toEqual([400, undefined]);
  });

  it('holds for two servers together: never more, and at most a portion of each less', async () => {
    const through = await passed(120, from(newAddress()), [api, other]);
    expect(through).toBeLessThanOrEqual(40);
    expect(through).toBeGreaterThanOrEqual(38);
  });

  it('asks the database for one request in many: for a twentieth of the limit at once', async () => {
    await api.database.query(`
      CREATE TABLE asked (at timestamptz);
      CREATE FUNCTION note_asked() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO asked VALUES (now()); RETURN NULL; END $$;
      CREATE TRIGGER asked AFTER INSERT ON rate_counter FOR EACH STATEMENT EXECUTE FUNCTION note_asked()`);
    expect(await passed(40, from(newAddress()))).toBe(40);
    const { rows } = await api.database.query<{ times: number }>('SELECT count(*)::int AS times FROM asked');
    expect(rows[0]?.times).toBe(20);
  });

  it('begins anew with its window', async () => {
    const address = newAddress();
    expect(await passed(41, from(address))).toBe(40);
    await api.database.query(`UPDATE rate_counter SET ends_at = clock_timestamp() - interval '1 second'`);
    // the process knows for itself when its window is over; another one asks
    expect((await other.get(LIST, from(address))).statusCode).toBe(200);
  });

  it('counts an IPv6 network as one caller, and each IPv4 address apart', async () => {
    expect(await passed(40, from('2001:db8:1:1::1'))).toBe(40);
    expect(await passed(1, from('2001:db8:1:1::2'))).toBe(0);
    expect(await passed(1, from('2001:db8:1:2::1'))).toBe(1);
  });
});

describe('who is signed in', () => {
  it('has a limit of his own wherever he comes from, also at public doors', async () => {
    const { tokens } = await signIn(api);
    const headers = { authorization: `Bearer ${tokens.access}` };
    expect(await passed(30, from(newAddress(), headers))).toBe(30);
    expect(await passed(40, from(newAddress(), headers))).toBe(30);
    const me = await api.get('/api/v1/me', from(newAddress(), headers));
    expect([me.statusCode, me.headers['ratelimit-policy']]).toEqual([429, '"requests:signed_in";q=60;w=60']);
  });

  it('is counted apart from the API keys that are his', async () => {
    const owner = await signIn(api, { permissions: ['auth.add_api_key', 'auth.view_api_key'] });
    const { key } = await makeKey(api, owner.client, ['auth.view_api_key']);
    const answer = await api.get(LIST, from(newAddress(), { authorization: `Bearer ${key}` }));
    expect(answer.headers['ratelimit']).toContain('"requests:signed_in";r=59;');
  });

  it('is nobody with a token that proves nothing: its address pays, at each door', async () => {
    const address = newAddress();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        api.get(at % 2 ? LIST : '/api/v1/me', from(address, { authorization: `Bearer bik_${at}.x` })),
      ),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect(new Set(statuses)).toEqual(new Set([200, 401, 429]));
  });
});

describe('what is not counted', () => {
  it('is the health of the server', async () => {
    const address = newAddress();
    await passed(41, from(address));
    const answer = await api.get('/health/ready', from(address));
    expect([answer.statusCode, answer.headers['ratelimit']]).toEqual([200, undefined]);
  });

  it('is anything at all with RATE_LIMIT=off', async () => {
    const free = await startApp({ RATE_LIMIT: 'off' }, url);
    try {
      const answer = await free.get(LIST, from(newAddress()));
      expect([answer.statusCode, answer.headers['ratelimit']]).toEqual([200, undefined]);
    } finally {
      await free.close();
    }
  });
});
