import type { Client } from 'pg';

/** Users have five sessions each; number n of either has an id that ends in n. */
export const userId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const sessionId = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Statements that fill the tables; `$1` is the number of sessions, the newest has number 0. */
const STATEMENTS = [
  `INSERT INTO app_user (id, email)
   SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'user' || n || '@example.net'
     FROM generate_series(0, $1::int / 5) AS n`,
  `INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at, idle_expires_at,
                             last_seen_at, ip, transport, current_gen, revoked_at, revoked_reason)
   SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
          ('00000000-0000-4000-8000-' || lpad((n / 5)::text, 12, '0'))::uuid,
          born, born, born + interval '30 days', born + interval '7 days', born + interval '1 hour',
          ('10.' || n % 250 || '.' || n / 250 % 250 || '.' || n / 62500)::inet,
          CASE WHEN n % 20000 = 7 THEN 'bearer' ELSE 'cookie' END, 2,
          CASE WHEN n % 10 < 2 THEN born + interval '2 hours' END,
          CASE WHEN n % 20000 = 1 THEN 'reuse' WHEN n % 10 < 2 THEN 'logout' END
     FROM (SELECT n, now() - n * (interval '70 days' / $1::int) AS born
             FROM generate_series(0, $1::int - 1) AS n) AS one`,
  `INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at, consumed_at)
   SELECT md5(id::text || gen)::uuid, id, user_id, gen, 'a', created_at + (gen - 1) * interval '10 minutes',
          created_at + interval '7 days', CASE gen WHEN 1 THEN created_at + interval '10 minutes' END
     FROM auth_session, generate_series(1, 2) AS gen WHERE $1::int > 0`,
  `INSERT INTO blacklisted_token (token_id, blacklisted_at, reason, actor, ip)
   SELECT token.id, session.revoked_at, session.revoked_reason,
          CASE session.revoked_reason WHEN 'reuse' THEN NULL ELSE session.user_id END, session.ip
     FROM auth_session AS session JOIN outstanding_token AS token ON token.session_id = session.id AND token.gen = 2
    WHERE session.revoked_at IS NOT NULL AND $1::int > 0`,
  `INSERT INTO audit_entry (at, action, actor_kind, actor_id, object_type, object_id, request_id, ip)
   SELECT created_at, CASE WHEN n % 20000 = 3 THEN 'session.token_reused' ELSE 'session.sign_in' END, 'user', user_id,
          'session', id::text, 'request-' || n, ip
     FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM auth_session) AS session WHERE $1::int > 0`,
];

/**
 * Fills the tables of sessions, tokens and the audit as months of use would: of ten sessions one is open, two were
 * revoked and seven have run out; each has two generations and an entry. Some values are in one row of 20,000.
 *
 * @param sessions how many
 */
export async function fillTokenTables(database: Client, sessions: number): Promise<void> {
  for (const statement of STATEMENTS) await database.query(statement, [sessions]);
  await database.query(
    'VACUUM ANALYZE app_user, auth_session, outstanding_token, blacklisted_token, audit_entry',
  );
}
