import { type IssuedTokens, TokenInvalidError } from '@app/auth';
import { CALLER, KEYS, startAuth, type TestAuth } from '../support/auth';
import { forge, partsOf, type TokenParts, without } from '../support/tokens';

let app: TestAuth;
let tokens: IssuedTokens;
let others: IssuedTokens;
beforeAll(async () => {
  app = await startAuth();
  tokens = await app.open();
  others = await app.open();
});
afterAll(() => app.close());

const OUTSIDERS = 'a secret of somebody else, long enough';

/** Every door that takes a token refuses it, by the one error, and it changes nothing. */
async function expectRefused(token: string): Promise<void> {
  for (const door of [
    () => app.access.verify(token),
    () => app.refresh(token),
    () => app.verification.verify(token),
    () => app.verification.verify(token, 'access'),
    () => app.verification.verify(token, 'refresh'),
  ]) {
    const outcome = await door().catch((error: unknown) => error);
    if (!(outcome instanceof TokenInvalidError)) throw new Error(`not refused: ${token}`, { cause: outcome });
  }
}

/** The same of a token that nobody with a key of ours has made: it signs nobody out either. */
async function expectWorthless(token: string): Promise<void> {
  await expectRefused(token);
  await app.logouts.logout({ refresh: token, access: token }, CALLER);
}

/** The same changes on both types. */
function both(change: (parts: TokenParts) => TokenParts): TokenParts[] {
  return [tokens.access, tokens.refresh].map((token) => change(partsOf(token)));
}

afterEach(async () => {
  expect(await app.access.verify(tokens.access)).toMatchObject({ sessionId: tokens.sessionId });
  expect((await app.refresh(tokens.refresh)).refresh).toBe(tokens.refresh);
});

describe('a token', () => {
  it('made by hand just as we make it is ours: what follows is refused for what it changes', async () => {
    expect(forge(partsOf(tokens.refresh), KEYS.new)).toBe(tokens.refresh);
    expect(forge(partsOf(tokens.access), KEYS.new)).toBe(tokens.access);
    const retiring = { ...partsOf(tokens.access), header: { alg: 'HS256', typ: 'at+jwt', kid: 'old' } };
    await expect(app.access.verify(forge(retiring, KEYS.old))).resolves.toBeDefined();
  });

  it('says nothing but the claims of the contract', () => {
    const claims = ['iss', 'aud', 'sub', 'sid', 'jti', 'gen', 'iat', 'exp'];
    for (const token of [tokens.access, tokens.refresh])
      expect(Object.keys(partsOf(token).payload)).toEqual(claims);
    expect(partsOf(tokens.access).header).toEqual({ alg: 'HS256', typ: 'at+jwt', kid: 'new' });
    expect(partsOf(tokens.refresh).header).toEqual({ alg: 'HS256', typ: 'rt+jwt', kid: 'new' });
  });

  it.each(['sub', 'sid', 'jti', 'gen', 'iat', 'exp', 'iss', 'aud'])(
    'without %s is refused',
    async (claim) => {
      for (const { header, payload } of both((parts) => parts)) {
        await expectRefused(forge({ header, payload: without(payload, claim) }, KEYS.new));
        for (const value of [
          null,
          '',
          [],
          {},
          true,
          'x',
          -1,
          0,
          1.5,
          '00000000-0000-4000-8000-000000000000',
        ]) {
          if (claim === 'jti' && typeof value === 'string' && value.length > 1) continue; // an access token has no row
          if (claim === 'iat' && typeof value === 'number' && value > 0) continue; // an older token, no other
          await expectRefused(forge({ header, payload: { ...payload, [claim]: value } }, KEYS.new));
        }
      }
    },
  );

  it.each<[string, Record<string, unknown>]>([
    ['typ', { typ: 'JWT' }],
    ['typ', { typ: 'jwt' }],
    ['typ', { typ: 'AT+JWT' }],
    ['typ', { typ: ['at+jwt', 'rt+jwt'] }],
    ['alg', { alg: 'none' }],
    ['alg', { alg: 'None' }],
    ['alg', { alg: 'HS384' }],
    ['alg', { alg: 'RS256' }],
    ['alg', { alg: 'hs256' }],
    ['alg', { alg: ['HS256'] }],
    ['kid', { kid: 'unknown' }],
    ['kid', { kid: 'old' }],
    ['kid', { kid: '' }],
    ['kid', { kid: '__proto__' }],
    ['kid', { kid: 'constructor' }],
    ['kid', { kid: '../../dev/null' }],
    ['kid', { kid: 0 }],
    ['crit', { crit: ['exp'] }],
    ['jwk', { jwk: { kty: 'oct', k: 'AAAA' } }],
  ])('whose header is changed in %s to %j is refused, signed by our key or not', async (name, change) => {
    for (const { header, payload } of both((parts) => parts)) {
      const parts = { header: { ...header, ...change }, payload };
      for (const hash of ['sha256', 'sha384', 'sha512']) await expectRefused(forge(parts, KEYS.new, hash));
      await expectWorthless(forge(parts, '').replace(/[^.]*$/, ''));
      await expectWorthless(forge({ header: without(header, name), payload }, OUTSIDERS));
    }
  });

  it('of one type never passes for the other', async () => {
    await expect(app.access.verify(tokens.refresh)).rejects.toThrow(TokenInvalidError);
    await expect(app.refresh(tokens.access)).rejects.toThrow(TokenInvalidError);
    // the other type in the header, signed by our key: an access token has no row, a refresh token is no access token
    const [access, refresh] = [partsOf(tokens.access), partsOf(tokens.refresh)];
    await expectRefusedRefresh(forge({ header: refresh.header, payload: access.payload }, KEYS.new));
  });

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'somebody' }],
    ['another audience', { aud: 'buscainstrumentos' }],
    ['several audiences', { aud: ['buscainstrumentos-api', 'other'] }],
    ['a generation to come', { gen: 2 }],
    ['a generation beyond all', { gen: 2 ** 31 }],
    ['another user', { sub: '11111111-1111-4111-8111-111111111111' }],
    ['an unknown session', { sid: '11111111-1111-4111-8111-111111111111' }],
    ['a time of expiry long ago', { exp: 1_000_000_000 }],
  ])('with %s is refused', async (_, change) => {
    for (const { header, payload } of both((parts) => parts)) {
      await expectRefused(forge({ header, payload: { ...payload, ...change } }, KEYS.new));
    }
  });

  it('with the session or the user of another is refused', async () => {
    for (const claim of ['sid', 'sub']) {
      for (const token of [tokens.access, tokens.refresh]) {
        const { header, payload } = partsOf(token);
        const foreign = { ...payload, [claim]: partsOf(others.refresh).payload[claim] };
        await expectRefused(forge({ header, payload: foreign }, KEYS.new));
      }
    }
  });

  it('longer than 4 KB is refused, right as it may be', async () => {
    const { header, payload } = partsOf(tokens.access);
    const pad = (length: number): string =>
      forge({ header, payload: { ...payload, pad: 'x'.repeat(length) } }, KEYS.new);
    await expect(app.access.verify(pad(2_000))).resolves.toBeDefined();
    await expectRefused(pad(4_000));
    await expectRefused(`${tokens.access}${'A'.repeat(10_000_000)}`);
  });

  it.each([
    ...[
      '',
      ' ',
      '.',
      '..',
      '...',
      'a',
      'a.b',
      'a.b.c',
      'a.b.c.d',
      'bnVsbA.bnVsbA.bnVsbA',
      'W10.W10.W10',
      '\0.\0.\0',
    ],
    ...['null', 'undefined', '{}', '\u{1f600}.\u{1f600}.\u{1f600}', 'e30.e30.e30', '=.=.='],
  ])('like %j is refused', (token) => expectWorthless(token));
});

async function expectRefusedRefresh(token: string): Promise<void> {
  await expect(app.refresh(token)).rejects.toThrow(TokenInvalidError);
  await expect(app.access.verify(token)).rejects.toThrow(TokenInvalidError);
}

describe('a fuzz of 3,000 tokens (seeded)', () => {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0ñ';
  let state = 20_261_121;
  const random = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 1 | state) + 0x6d2b79f5) | 0;
    const mixed = state ^ (state + Math.imul(state ^ (state >>> 7), 61 | state));
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  const pick = <T>(values: readonly T[], byDefault: T): T => values[random(values.length)] ?? byDefault;
  const spliced = (text: string, at: number, cut: number, put: string): string =>
    text.slice(0, at) + put + text.slice(at + cut);
  const flipped = (text: string): string => {
    const bytes = Buffer.from(text);
    const at = random(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    return bytes.toString('latin1');
  };
  const swapped = (one: string, two: string): string => {
    const [a, b] = [one.split('.'), two.split('.')];
    return a.map((part, index) => (random(2) ? part : (b[index] ?? ''))).join('.');
  };
  const mutate = (token: string, all: readonly string[]): string => {
    const letter = ALPHABET[random(ALPHABET.length)] ?? 'A';
    const kinds = [
      () => flipped(token),
      () => spliced(token, random(token.length), 1, letter),
      () => spliced(token, random(token.length), 0, letter),
      () => spliced(token, random(token.length), 1 + random(40), ''),
      () => swapped(token, pick(all, token)),
      () =>
        token
          .split('.')
          .sort(() => random(3) - 1)
          .join('.'),
      () => spliced(token, token.length - 1, 1, letter),
      () => token + pick(['.', '=', '==', 'A', '\n', ' ', '.A'], '.'),
      () => forge(partsOf(token), OUTSIDERS, pick(['sha256', 'sha512'], 'sha256')),
      () => {
        const { header, payload } = partsOf(token);
        return forge({ header, payload: without(payload, pick(Object.keys(payload), 'sub')) }, OUTSIDERS);
      },
    ];
    return pick(kinds, () => '')();
  };

  it('never passes, and is never answered by anything but the one error', async () => {
    const all = [tokens.access, tokens.refresh, others.access, others.refresh];
    let tried = 0;
    while (tried < 3_000) {
      let token = pick(all, '');
      for (let times = 1 + random(2); times > 0; times--) {
        try {
          token = mutate(token, all);
        } catch {
          break; // broken beyond taking apart: good enough
        }
      }
      if (all.includes(token)) continue;
      tried += 1;
      await expectWorthless(token);
    }
  });
});
