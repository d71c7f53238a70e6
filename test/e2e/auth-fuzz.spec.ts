import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fc from 'fast-check';
import { startApp, type TestApp } from '../support/app';
import { AUTH_KEYS, KEYS } from '../support/auth';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { cookieLines, refreshByCookie } from '../support/pages';
import { forge, partsOf, type TokenParts, without } from '../support/tokens';

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

const OUTSIDERS = 'a secret of somebody else, long enough';
const CLAIMS = ['iss', 'aud', 'sub', 'sid', 'jti', 'gen', 'iat', 'exp'];

let api: TestApp;
let people: readonly SignedIn[];
/** All that are good. */
let good: readonly string[];

beforeAll(async () => {
  api = await startApp({ AUTH_KEYS });
  people = [await signIn(api), await signIn(api, { superuser: true })];
  good = people.flatMap(({ tokens }) => [tokens.access, tokens.refresh]);
});
afterAll(() => api.close());

const door = (name: string): string => `/api/v1/auth/${name}`;

/** Shows a text to every door that a token opens. */
async function answersTo(token: string): Promise<readonly (readonly [string, Answer])[]> {
  const nobody = new ApiClient(api, null);
  return [
    ['a guarded door', await new ApiClient(api, token).get(door('sessions'))],
    ['verify', await nobody.post(door('token/verify'), { token })],
    ['verify access', await nobody.post(door('token/verify'), { token, token_type: 'access' })],
    ['verify refresh', await nobody.post(door('token/verify'), { token, token_type: 'refresh' })],
    ['refresh', await nobody.post(door('token/refresh'), { refresh: token })],
    ['refresh by cookie', await refreshByCookie(api, `rt=${encodeURIComponent(token)}`)],
  ];
}

/** Every door refuses it as an invalid token. */
async function expectRefused(token: string): Promise<void> {
  for (const [name, answer] of await answersTo(token)) {
    expect([name, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      ...[name, 401, 'auth.token_invalid'],
    ]);
    expect(cookieLines(answer).filter((line) => !line.startsWith('rt=;'))).toEqual([]);
    if (token.length > 40) expect(answer.body).not.toContain(token);
  }
}

/** Also signing out by it succeeds, and does nothing. */
async function expectWorthless(token: string): Promise<void> {
  await expectRefused(token);
  const leave = (client: ApiClient, body: object) => client.post(door('logout'), body);
  expect((await leave(new ApiClient(api, null), { refresh: token })).statusCode).toBe(204);
  expect((await leave(new ApiClient(api, token), {})).statusCode).toBe(204);
}

afterEach(async () => {
  // nothing that was shown has ended, exchanged or extended anything
  for (const { client, tokens } of people) {
    expect((await client.get(door('sessions'))).statusCode).toBe(200);
    const again = await new ApiClient(api, null).post(door('token/refresh'), { refresh: tokens.refresh });
    expect(again.json()).toMatchObject({ refresh: tokens.refresh });
  }
});

describe('a forged token', () => {
  const both = (change: (parts: TokenParts) => TokenParts): TokenParts[] =>
    good.map((token) => change(partsOf(token)));
  const withHeader = (change: object) =>
    both(({ header, payload }) => ({ header: { ...header, ...change }, payload }));
  const withClaims = (change: object) =>
    both(({ header, payload }) => ({ header, payload: { ...payload, ...change } }));
  const sign = (parts: readonly TokenParts[]): string[] => parts.map((one) => forge(one, KEYS.new));

  it.each<[string, () => string[]]>([
    [
      'without a type',
      () => sign(both(({ header, payload }) => ({ header: without(header, 'typ'), payload }))),
    ],
    ['of the usual type', () => sign(withHeader({ typ: 'JWT' }))],
    [
      'without an algorithm',
      () => withHeader({ alg: 'none' }).map((one) => forge(one, '').replace(/[^.]*$/, '')),
    ],
    ['of another algorithm', () => withHeader({ alg: 'HS512' }).map((one) => forge(one, KEYS.new, 'sha512'))],
    ['by an unknown key', () => withHeader({ kid: 'unknown' }).map((one) => forge(one, OUTSIDERS))],
    ['by the older key in the name of the newer', () => withHeader({}).map((one) => forge(one, KEYS.old))],
    ['by the newer key in the name of the older', () => sign(withHeader({ kid: 'old' }))],
    ['by somebody else', () => withHeader({}).map((one) => forge(one, OUTSIDERS))],
    ['for another audience', () => sign(withClaims({ aud: 'other' }))],
    ['of another issuer', () => sign(withClaims({ iss: 'other' }))],
    ['of another user', () => sign(withClaims({ sub: '11111111-1111-4111-8111-111111111111' }))],
    ...CLAIMS.map((claim): [string, () => string[]] => [
      `without ${claim}`,
      () => sign(both(({ header, payload }) => ({ header, payload: without(payload, claim) }))),
    ]),
  ])('%s passes nowhere', async (_what, made) => {
    for (const token of made()) await expectWorthless(token);
  });

  // by our own key it would still say which session it means: signing that one out is not refused
  it.each<[string, object]>([
    ['that has run out', { exp: 1_000_000_000 }],
    ['of a generation to come', { gen: 2 }],
  ])('%s passes nowhere', async (_what, change) => {
    for (const token of sign(withClaims(change))) await expectRefused(token);
  });

  it('of one type never passes for the other', async () => {
    for (const { tokens } of people) {
      const nobody = new ApiClient(api, null);
      const asRefresh = await nobody.post(door('token/refresh'), { refresh: tokens.access });
      expect(asRefresh.statusCode).toBe(401);
      expect((await new ApiClient(api, tokens.refresh).get(door('sessions'))).statusCode).toBe(401);
    }
  });
});

describe('a fuzz of tokens (seeded)', () => {
  const flip = fc.tuple(fc.nat(), fc.nat(7)).map(([at, bit]) => (token: string) => {
    const bytes = Buffer.from(token, 'latin1');
    const index = at % bytes.length;
    bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
    return bytes.toString('latin1');
  });
  const parts = fc
    .tuple(fc.nat(3), fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }))
    .map(([other, order]) => (token: string) => {
      const pieces = [...token.split('.'), ...(good[other] ?? '').split('.')];
      return order.map((n) => pieces[n] ?? '').join('.');
    });
  const algorithm = fc
    .tuple(
      fc.constantFrom('none', 'HS384', 'HS512', 'RS256', 'ES256', 'hs256', ''),
      fc.constantFrom('sha256', 'sha384', 'sha512'),
    )
    .map(([alg, hash]) => (token: string) => {
      const { header, payload } = partsOf(token);
      return forge({ header: { ...header, alg }, payload }, KEYS.new, hash);
    });
  const removed = fc
    .tuple(fc.constantFrom(...CLAIMS), fc.constantFrom(KEYS.new, KEYS.old, OUTSIDERS))
    .map(([claim, key]) => (token: string) => {
      const { header, payload } = partsOf(token);
      return forge({ header, payload: without(payload, claim) }, key);
    });
  const claimed = fc
    .tuple(
      fc.constantFrom(...CLAIMS, 'role', 'is_superuser'),
      fc.jsonValue(),
      fc.constantFrom(KEYS.old, OUTSIDERS, ''),
    )
    .map(([claim, value, key]) => (token: string) => {
      const { header, payload } = partsOf(token);
      return forge({ header, payload: { ...payload, [claim]: value } }, key);
    });
  const cut = fc.tuple(fc.nat(), fc.string({ maxLength: 8 })).map(([at, put]) => (token: string) => {
    const index = at % token.length;
    return token.slice(0, index) + put;
  });
  const made = fc.tuple(fc.jsonValue(), fc.jsonValue()).map(([header, payload]) => () => {
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${encode(header)}.${encode(payload)}.${encode(header)}`;
  });
  const noise = fc.string({ unit: 'binary', maxLength: 300 }).map((text) => () => text);
  const huge = fc
    .integer({ min: 4_000, max: 200_000 })
    .map((length) => (token: string) => token.padEnd(length, 'A'));

  it('never passes and never makes a door fail', async () => {
    const change = fc.oneof(flip, flip, parts, algorithm, removed, claimed, cut, made, noise, huge);
    await fc.assert(
      fc.asyncProperty(fc.nat(3), change, async (which, mutate) => {
        const token = mutate(good[which] ?? '');
        fc.pre(!good.includes(token));
        await expectWorthless(token);
      }),
      { seed: 20_261_121, numRuns: 600 },
    );
  });
});
