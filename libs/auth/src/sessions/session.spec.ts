import { absoluteEnd, isAlive, type SessionState } from './session';
import { isSessionId, newSessionId } from './session-id';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const at = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);
const LIFETIMES = { access: 600_000, idle: 1_800_000, absolute: 3_600_000 };

const state: SessionState = {
  userId: 'ana',
  authenticatedAt: at(-1_000),
  absoluteExpiresAt: at(1_000),
  revokedAt: null,
  isActive: true,
  isStaff: false,
  isSuperuser: false,
  tokensValidAfter: null,
};
const alive = (changes: Partial<SessionState>, issuedAt = at(-500), sub = 'ana'): boolean =>
  isAlive({ ...state, ...changes }, { sub, issuedAt }, LIFETIMES, NOW);

describe('a session', () => {
  it.each<[boolean, string, Partial<SessionState>]>([
    [true, 'as it should be', {}],
    [false, 'revoked', { revokedAt: at(-1) }],
    [false, 'of a user who is gone', { userId: null }],
    [false, 'of another user', { userId: 'eva' }],
    [false, 'of an inactive user', { isActive: false }],
    [true, 'a millisecond before its end', { absoluteExpiresAt: at(1) }],
    [false, 'at its end', { absoluteExpiresAt: NOW }],
    [false, 'older than the role allows', { authenticatedAt: at(-3_600_000) }],
    [true, 'signed in at the moment of logout-all', { tokensValidAfter: at(-1_000) }],
    [false, 'signed in a millisecond before it', { tokensValidAfter: at(-999) }],
  ])('is alive: %s, %s', (expected, _, changes) => {
    expect(alive(changes)).toBe(expected);
  });

  it('does not let a token count that is older than logout-all, even if it has signed in again since', () => {
    const again = { authenticatedAt: at(-100), tokensValidAfter: at(-200) };
    expect(alive(again, at(-200))).toBe(true);
    expect(alive(again, at(-201))).toBe(false);
  });

  it('ends by the shorter of what was promised at sign-in and what the role allows now', () => {
    expect(absoluteEnd(state, LIFETIMES)).toEqual(at(1_000));
    expect(absoluteEnd({ ...state, absoluteExpiresAt: at(9e9) }, LIFETIMES)).toEqual(at(3_599_000));
  });

  it('has an id that sorts by time', () => {
    const ids = [0, 1, 2, 1_000].map((ms) => newSessionId(at(ms)));
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(Array.from({ length: 1_000 }, () => newSessionId(NOW))).size).toBe(1_000);
    expect(parseInt(newSessionId(NOW).replaceAll('-', '').slice(0, 12), 16)).toBe(NOW.getTime());
  });

  it.each(['', 'x', "' OR 1=1", `${newSessionId(NOW)}0`, newSessionId(NOW).replaceAll('-', '')])(
    'has no id like %j',
    (text) => expect(isSessionId(text)).toBe(false),
  );
});
