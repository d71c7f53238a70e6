// What the benchmark of sign-in and tokens works on: people, imports to look at, sessions and tokens of every age.
import { createHash } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { commandSettings, fingerprint, keptDatabase, withClient } from './database.mjs';
import { runCli } from './processes.mjs';
import { product, today } from './product.mjs';

export const USERS = 10_000;
export const PASSWORD = 'correct horse battery staple';
const IMPORTS = 1_000;
/** What they are made of: a change makes a kept database another one than a fresh one would be. */
const MADE_OF = ['migrations', 'libs/users/src/password-hash.ts', 'test/bench/auth-rows.mjs'];

export const emailOf = (n) => `user${n}@example.org`;
/** The same in each database: UUIDs of people by their number. */
export const userId = (n) => `('00000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/**
 * Sessions of each thousand tokens that a purge has to delete (which come with 500 that it has to keep), each with its
 * generations ten minutes apart. Moments are days before now, spread evenly; a day later all is still as it is meant.
 */
const KINDS = [
  // [kind, sessions, tokens of each, life of a token, last refresh, the session ends, session and tokens have to go]
  ['ancient', 49, 10, '7 days', [110, 180], null, true, 'all'],
  ['past', 49, 10, '7 days', [9, 60], null, false, 'all'],
  // of staff: expired soon, but what was consumed is kept for a week
  ['staff', 20, 11, '30 minutes', [3, 5], null, false, 'head'],
  ['live', 25, 10, '7 days', [0, 2], null, false, 'none'],
  // heads of live sessions are kept even if they have run out
  ['late', 5, 10, '30 minutes', [2, 4], '5 days', false, 'none'],
];
/** One in so many of those that are over was signed out of, and stands on the blacklist. */
const LOGOUTS = 3;

/** What a purge of a database with so many thousands has to find. */
export function expectedRows(thousands) {
  const sum = (of) => KINDS.reduce((total, kind) => total + of(kind), 0) * thousands;
  const gone = { none: () => 0, head: () => 1, all: (tokens) => tokens };
  return {
    tokens: sum(([, sessions, tokens]) => sessions * tokens),
    expiredTokens: sum(([, sessions, tokens, , , , , which]) => sessions * gone[which](tokens)),
    sessions: sum(([, sessions]) => sessions),
    endedSessions: sum(([, sessions, , , , , ended]) => (ended ? sessions : 0)),
  };
}

/** A database with so many thousands of expired tokens, kept for the day. @returns its name */
export async function tokenDatabase(server, thousands, fresh, say) {
  const made = createHash('sha256').update(fingerprint(MADE_OF)).update(today()).digest('hex').slice(0, 12);
  const { tokens } = expectedRows(thousands);
  const kept = { name: `bench_auth_${tokens}`, mark: `${tokens} tokens, made of ${made}`, fresh, say };
  return keptDatabase(server, kept, (url) => fillTokenDatabase(url, thousands));
}

/** Fills an empty database. */
export async function fillTokenDatabase(url, thousands) {
  await runCli(['migrate'], commandSettings(url));
  await runCli(['fillgroups'], commandSettings(url));
  const { ARGON2 } = product('libs/users/src/password-hash');
  const passwordHash = await hash(PASSWORD, ARGON2);
  await withClient(url, async (client) => {
    await insertPeople(client, USERS, passwordHash);
    // one who may look at accounts and imports
    await client.query(
      `INSERT INTO app_user_group (user_id, group_id)
       SELECT ${userId(1)}, id FROM app_group WHERE name = 'moderators'`,
    );
    await client.query(
      `INSERT INTO import_run (source_id, state, complete, file_name, bytes, sha256, started_at, finished_at, received,
                               unchanged)
       SELECT min(id), 'succeeded', true, n || '.csv', n * 1000, encode(sha256(n::text::bytea), 'hex'),
              now() - n * interval '1 hour', now() - n * interval '1 hour' + interval '1 minute', n, n
         FROM source, generate_series(1, ${IMPORTS}) AS n GROUP BY n ORDER BY n DESC`,
    );
    await fillTokens(client, thousands);
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT');
  });
}

/** Accounts by their number; tokens belong to the first {@link USERS} of them. */
export async function insertPeople(client, count, passwordHash) {
  await client.query(
    `INSERT INTO app_user (id, email, display_name, password_hash, created_at)
     SELECT ${userId('n')}, 'user' || n || '@example.org', 'User ' || n, $1, now() - n * interval '1 hour'
       FROM generate_series(1, $2::int) AS n`,
    [passwordHash, count],
  );
}

/** `user_agent` and `kid` tell what has to become of a row, which no purge looks at. */
export async function fillTokens(client, thousands) {
  await client.query(`
    CREATE TEMP TABLE plan AS
    SELECT id, kind, tokens, life, last_at, which, ended, user_no,
           kind IN ('ancient', 'past') AND n % ${LOGOUTS} = 0 AS signed_out,
           coalesce(now() + open::interval, last_at + life) AS idle_at
      FROM (VALUES ${KINDS.map(valuesOf).join(', ')})
             AS kinds (kind, sessions, tokens, life, least, most, open, ended, which),
           LATERAL generate_series(1, sessions * ${thousands}) AS n,
           LATERAL (SELECT now() - (least + (most - least) * n / (sessions * ${thousands} + 1.0)) * interval '1 day' AS last_at,
                           1 + (n * 7919) % ${USERS} AS user_no) AS moment,
           LATERAL (SELECT (lpad(to_hex((extract(epoch FROM last_at) * 1000)::bigint), 12, '0') || '7'
                            || right(replace(gen_random_uuid()::text, '-', ''), 19))::uuid AS id) AS name`);
  await client.query(`
    INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at, idle_expires_at,
                              last_seen_at, ip, user_agent, transport, current_gen, confirmed_gen, revoked_at,
                              revoked_reason)
    SELECT id, ${userId('user_no')}, born_at, born_at, born_at + interval '30 days', idle_at, last_at,
           '198.51.100.0'::inet + user_no, CASE WHEN ended THEN 'gone' ELSE 'kept' END, 'cookie', tokens, tokens,
           CASE WHEN signed_out THEN last_at + interval '1 minute' END, CASE WHEN signed_out THEN 'logout' END
      FROM plan, LATERAL (SELECT last_at - (tokens - 1) * interval '10 minutes' AS born_at) AS moment
     ORDER BY born_at`);
  await client.query(`
    INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at, consumed_at)
    SELECT gen_random_uuid(), id, ${userId('user_no')}, gen,
           CASE WHEN which = 'all' OR (which = 'head' AND gen = tokens) THEN 'gone' ELSE 'kept' END,
           born_at, born_at + life, CASE WHEN gen < tokens THEN born_at + interval '10 minutes' END
      FROM plan, LATERAL generate_series(1, tokens) AS gen,
           LATERAL (SELECT last_at - (tokens - gen) * interval '10 minutes' AS born_at) AS moment
     ORDER BY born_at`);
  await client.query(`
    INSERT INTO blacklisted_token (token_id, blacklisted_at, reason)
    SELECT token.id, last_at + interval '1 minute', 'logout'
      FROM plan JOIN outstanding_token AS token ON token.session_id = plan.id AND token.gen = plan.tokens
     WHERE signed_out`);
}

const valuesOf = ([kind, sessions, tokens, life, [least, most], open, ended, which]) =>
  `('${kind}', ${sessions}, ${tokens}, interval '${life}', ${least}, ${most}, ${open === null ? 'NULL' : `'${open}'`}, ${ended}, '${which}')`;
