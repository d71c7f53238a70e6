/** A head younger than this, in milliseconds, is given again instead of replaced. */
const FLOOR = 60_000;
/** The direct parent is still answered for this long after it was consumed, in milliseconds. */
const WINDOW = 30_000;
/** How often the direct parent is answered within its window. */
export const MOST_REPEATS = 50;
/** A session recovers a lost answer at most once in this time, in milliseconds. */
export const RECOVERY_PAUSE = 24 * 3_600_000;

/**
 * What a presented refresh token gets:
 * - `keep`: the head is young; the same one again, nothing written
 * - `rotate`: the head is consumed and the next generation takes its place
 * - `repeat`: another tab or a retry was a moment quicker; the head again
 * - `recover`: the answer that carried the head was lost on the way; the head again, once
 * - `reuse`: an old token came back; the session ends
 * - `invalid`: nothing that this session ever gave out, or no longer good for anything
 */
export type RefreshVerdict = 'keep' | 'rotate' | 'repeat' | 'recover' | 'reuse' | 'invalid';

/** A refresh token as its row remembers it. */
export interface TokenState {
  readonly jti: string;
  readonly gen: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly consumedAt: Date | null;
  readonly reuseCount: number;
  readonly blacklisted: boolean;
}

/** What the verdict needs of a session that is alive. */
export interface GenerationState {
  readonly currentGen: number;
  /** Newest generation whose access token was used: its answer has arrived. */
  readonly confirmedGen: number;
  readonly recoveredAt: Date | null;
}

/**
 * Decides by generation. Asks no clock and no table: whoever holds the lock of the session hands in what is true now.
 *
 * @param presented generation and id that the (verified) token claims
 * @param rows rows of the session; those of the head and the presented token decide, a purged one is missing
 */
export function judgeRefresh(
  session: GenerationState,
  presented: { readonly jti: string; readonly gen: number },
  rows: readonly TokenState[],
  now: Date,
): RefreshVerdict {
  const head = rows.find(({ gen }) => gen === session.currentGen);
  const row = rows.find(({ gen }) => gen === presented.gen);
  const behind = session.currentGen - presented.gen;
  if (!head || behind < 0 || (row && row.jti !== presented.jti)) return 'invalid';
  if (behind > 1 || !row) return 'reuse';
  if (head.blacklisted || row.blacklisted || head.expiresAt <= now) return 'invalid';
  if (behind === 0) return since(head.createdAt, now) < FLOOR ? 'keep' : 'rotate';
  if (row.consumedAt && since(row.consumedAt, now) <= WINDOW) {
    return row.reuseCount < MOST_REPEATS ? 'repeat' : 'reuse';
  }
  const unconfirmed = session.confirmedGen < session.currentGen;
  const rested = session.recoveredAt === null || since(session.recoveredAt, now) >= RECOVERY_PAUSE;
  return unconfirmed && rested ? 'recover' : 'reuse';
}

function since(moment: Date, now: Date): number {
  return now.getTime() - moment.getTime();
}
