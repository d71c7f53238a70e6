import {
  type GenerationState,
  judgeRefresh,
  MOST_REPEATS,
  RECOVERY_PAUSE,
  type RefreshVerdict,
  type TokenState,
} from './refresh-verdict';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const ago = (milliseconds: number): Date => new Date(NOW.getTime() - milliseconds);
const jtiOf = (gen: number): string => `token-${gen}`;

const token = (gen: number, state: Partial<TokenState> = {}): TokenState => ({
  jti: jtiOf(gen),
  gen,
  createdAt: ago(90_000),
  expiresAt: new Date(NOW.getTime() + 1),
  consumedAt: null,
  reuseCount: 0,
  blacklisted: false,
  ...state,
});
const session = (state: Partial<GenerationState> = {}): GenerationState => ({
  currentGen: 5,
  confirmedGen: 5,
  recoveredAt: null,
  ...state,
});
const judge = (
  gen: number,
  {
    state = {},
    head = {},
    parent = {},
    jti = jtiOf(gen),
  }: {
    state?: Partial<GenerationState>;
    head?: Partial<TokenState>;
    parent?: Partial<TokenState>;
    jti?: string;
  } = {},
): RefreshVerdict => {
  const rows = [token(5, head), token(4, { consumedAt: ago(1_000), ...parent }), token(3), token(2)];
  return judgeRefresh(session(state), { jti, gen }, rows, NOW);
};

describe('the head', () => {
  it.each<[number, RefreshVerdict]>([
    [0, 'keep'],
    [59_999, 'keep'],
    [60_000, 'rotate'],
    [60_001, 'rotate'],
    [7 * 86_400_000, 'rotate'],
    [-50, 'keep'],
  ])('%i ms old: %s', (age, verdict) => {
    expect(judge(5, { head: { createdAt: ago(age) } })).toBe(verdict);
  });

  it.each<[string, Partial<TokenState>]>([
    ['run out', { expiresAt: NOW }],
    ['blacklisted', { blacklisted: true }],
  ])('%s is invalid, and so is its parent', (_, head) => {
    expect(judge(5, { head })).toBe('invalid');
    expect(judge(4, { head })).toBe('invalid');
  });
});

describe('the direct parent', () => {
  const unconfirmed = { confirmedGen: 4 };

  it.each<[number, number, RefreshVerdict]>([
    [0, 0, 'repeat'],
    [29_999, 0, 'repeat'],
    [30_000, 0, 'repeat'],
    [30_001, 0, 'reuse'],
    [1_000, MOST_REPEATS - 1, 'repeat'],
    [1_000, MOST_REPEATS, 'reuse'],
    [1_000, MOST_REPEATS + 1, 'reuse'],
    [-50, 0, 'repeat'],
  ])('consumed %i ms ago and presented %i times, head confirmed: %s', (age, reuseCount, verdict) => {
    expect(judge(4, { parent: { consumedAt: ago(age), reuseCount } })).toBe(verdict);
  });

  it('too often within the window is reuse although the head is not confirmed', () => {
    expect(judge(4, { state: unconfirmed, parent: { reuseCount: MOST_REPEATS } })).toBe('reuse');
  });

  it.each<[string, Date | null, RefreshVerdict]>([
    ['none before', null, 'recover'],
    ['one just now', NOW, 'reuse'],
    ['one a day ago but for a millisecond', ago(RECOVERY_PAUSE - 1), 'reuse'],
    ['one a day ago', ago(RECOVERY_PAUSE), 'recover'],
  ])('late, head not confirmed, recovery: %s', (_, recoveredAt, verdict) => {
    const state = { ...unconfirmed, recoveredAt };
    expect(judge(4, { state, parent: { consumedAt: ago(30_001) } })).toBe(verdict);
    expect(judge(4, { state, parent: { consumedAt: ago(30_001), reuseCount: 99 } })).toBe(verdict);
  });

  it('late and head confirmed is reuse, with or without a recovery before', () => {
    expect(judge(4, { parent: { consumedAt: ago(30_001) } })).toBe('reuse');
    expect(
      judge(4, { state: { recoveredAt: ago(9 * RECOVERY_PAUSE) }, parent: { consumedAt: ago(30_001) } }),
    ).toBe('reuse');
  });

  it('blacklisted is invalid', () => {
    expect(judge(4, { parent: { blacklisted: true } })).toBe('invalid');
  });

  it('whose row is purged is reuse', () => {
    expect(judgeRefresh(session(unconfirmed), { jti: jtiOf(4), gen: 4 }, [token(5)], NOW)).toBe('reuse');
  });
});

describe('anything older', () => {
  it.each([3, 2, 1])('generation %i of 5 is reuse, whatever else is true, with its row or without', (gen) => {
    expect(judge(gen)).toBe('reuse');
    expect(judge(gen, { state: { confirmedGen: 0 } })).toBe('reuse');
    expect(judgeRefresh(session(), { jti: jtiOf(gen), gen }, [token(5)], NOW)).toBe('reuse');
  });
});

describe('what was never given out', () => {
  it.each([6, 7, 1_000])('generation %i of 5 is invalid', (gen) => {
    expect(judge(gen)).toBe('invalid');
  });

  it.each([5, 4, 3])('generation %i under another id is invalid', (gen) => {
    expect(judge(gen, { jti: 'another' })).toBe('invalid');
  });

  it('a session without its head is invalid', () => {
    expect(judgeRefresh(session(), { jti: jtiOf(4), gen: 4 }, [token(4)], NOW)).toBe('invalid');
  });
});
