import { z } from 'zod';
import type { Transactions } from '@app/database';

const foundRow = z.object({ found: z.number() });

/**
 * Keeps a user from being deleted until the end of the transaction. Taken before any session is locked: a deletion
 * takes them in the same order, so the two never wait for each other.
 *
 * @param lockTimeout milliseconds that this transaction waits for any lock from now on
 * @returns false when there is no such user
 */
export async function holdUser(
  transactions: Transactions,
  userId: string,
  lockTimeout: number,
): Promise<boolean> {
  const rows = await transactions.query(
    foundRow,
    `SELECT 1 AS found, set_config('lock_timeout', $2, true) FROM app_user WHERE id = $1 FOR KEY SHARE`,
    [userId, String(lockTimeout)],
  );
  return rows.length > 0;
}
