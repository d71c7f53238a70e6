import type { Client } from 'pg';

/** Lets the head of a session be older than the floor. */
export async function ageHead(database: Client, sessionId: string, seconds = 61): Promise<void> {
  await database.query(
    `UPDATE outstanding_token SET created_at = created_at - $2 * interval '1 second'
      WHERE session_id = $1 AND consumed_at IS NULL`,
    [sessionId, seconds],
  );
}

/** Lets what was consumed in a session have been consumed earlier. */
export async function ageConsumed(database: Client, sessionId: string, seconds = 31): Promise<void> {
  await database.query(
    `UPDATE outstanding_token SET consumed_at = consumed_at - $2 * interval '1 second' WHERE session_id = $1`,
    [sessionId, seconds],
  );
}
