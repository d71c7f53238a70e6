// Sessions that the benchmark opens by itself, and their tokens, signed as the product signs them.
import { USERS, userId } from './auth-rows.mjs';
import { post } from './client.mjs';
import { KEY } from './database.mjs';
import { product } from './product.mjs';

const DAY = 86_400_000;

/** Signs tokens as the product does. @param {Record<string, string>} settings those of the server that will see them */
export function signerFor(settings) {
  const { parseConfig } = product('libs/config/src/config');
  const { Clock } = product('libs/kernel/src/clock');
  const { KeyRing } = product('libs/auth/src/tokens/key-ring');
  const { TokenSigningService } = product('libs/auth/src/tokens/token-signing.service');
  const config = parseConfig({ ...process.env, ...settings }, false);
  return new TokenSigningService(new KeyRing(config.auth.keys), config, new Clock());
}

/** Refreshes of new sessions, one each. */
export async function refreshRequests(side, signer, count, age) {
  const sessions = await openSessions(side, { count, age });
  return sessions.map((head) => post('/api/v1/auth/token/refresh', { refresh: signer.signRefresh(head) }));
}

/** Access tokens of new sessions; they outlive any benchmark. @param {number} [first] number of the first user */
export async function accessTokens(side, signer, count, first) {
  const sessions = await openSessions(side, { count, age: '0 seconds', first });
  return sessions.map((head) =>
    signer.signAccess({ ...head, expiresAt: new Date(head.createdAt.getTime() + DAY) }),
  );
}

/**
 * Opens sessions of one generation, for one user after the other.
 *
 * @param {import('pg').Client} client
 * @param {{ count: number, age: string, first?: number }} what how long ago, such as `2 minutes`; number of the first
 *   user, of those that nobody signs in as if absent
 * @returns what their tokens are made of
 */
async function openSessions(client, { count, age, first = USERS / 2 + 1 }) {
  const { rows } = await client.query(
    `WITH session AS (
       INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at, idle_expires_at,
                                 last_seen_at, ip, user_agent, transport)
       SELECT gen_random_uuid(), ${userId(`(${first} + n % ${USERS / 2})`)}, born_at, born_at,
              born_at + interval '30 days', born_at + interval '7 days', born_at, '127.0.0.1', 'bench', 'bearer'
         FROM generate_series(0, $1::int - 1) AS n,
              LATERAL (SELECT date_trunc('milliseconds', now()) - $2::interval AS born_at) AS moment
       RETURNING id, user_id, created_at, idle_expires_at)
     INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at)
     SELECT gen_random_uuid(), id, user_id, 1, '${KEY}', created_at, idle_expires_at FROM session
     RETURNING jti, session_id AS "sessionId", user_id AS "userId", gen, kid, created_at AS "createdAt",
               expires_at AS "expiresAt"`,
    [count, age],
  );
  return rows;
}
