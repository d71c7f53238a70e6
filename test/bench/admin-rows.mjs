// What the benchmark of the panel works on: listings of every age, and years of accounts, tokens, imports, jobs and audit.
import { createHash } from 'node:crypto';
import { fillListingsLife } from './admin-listings.mjs';
import { fillTokens, insertPeople, userId } from './auth-rows.mjs';
import {
  commandSettings,
  copyDatabase,
  fingerprint,
  keptDatabase,
  seededDatabase,
  withClient,
} from './database.mjs';
import { runCli } from './processes.mjs';
import { today } from './product.mjs';

/** What they are made of: a change makes a kept database another one than a fresh one would be. */
const MADE_OF = [
  'migrations',
  'test/bench/auth-rows.mjs',
  'test/bench/admin-rows.mjs',
  'test/bench/admin-listings.mjs',
];

/** Rows for each thousand listings. */
const SHARES = { users: 50, entries: 500, runs: 20, keys: 5, jobs: 5, failures: 100, mails: 10 };
/** Filters that one list has: all that a person may keep, and as many as are ever shown of others. */
const FILTERS = { own: 100, shared: 1_000 };

/** A database with so many listings, one and a half times as many tokens, and the rest in proportion. @returns its name */
export async function adminDatabase(server, rows, fresh, say) {
  const name = `bench_admin_${rows}`;
  // tokens and entries have ages: the day is a part of what they are
  const made = createHash('sha256').update(fingerprint(MADE_OF)).update(today()).digest('hex').slice(0, 12);
  const mark = `${rows} listings of the panel, made of ${made}`;
  return keptDatabase(server, { name, mark, fresh, say }, async (url) => {
    await copyDatabase(server, await seededDatabase(server, rows, false, say), name);
    await runCli(['fillgroups'], commandSettings(url));
    say('The listings get their past.');
    await withClient(url, fillListingsLife);
    await runCli(['listings', 'rebuild'], commandSettings(url));
    say('Accounts, tokens, imports, jobs and audit.');
    const thousands = Math.max(Math.round(rows / 1_000), 1);
    await withClient(url, async (client) => {
      await fillAccounts(client, thousands);
      await fillTokens(client, thousands);
      await fillReasons(client);
      await fillImports(client, thousands);
      await fillJobs(client, thousands);
      await fillEntries(client, thousands);
      await client.query('VACUUM (ANALYZE)');
      await client.query('CHECKPOINT');
    });
  });
}

/** The first one may do everything; the others have flags and groups here and there, keys, mails and filters. */
async function fillAccounts(client, thousands) {
  const users = Math.max(SHARES.users * thousands, 10_000);
  await insertPeople(client, users, null);
  await client.query(
    `UPDATE app_user SET is_superuser = id = ${userId(1)}, is_staff = n % 250 = 1, is_active = n % 33 <> 0,
            last_login_at = CASE WHEN n % 5 <> 0 THEN now() - n % 9000 * interval '1 hour' END
       FROM generate_series(1, ${users}) AS n WHERE id = ${userId('n')}`,
  );
  await client.query(
    `INSERT INTO app_user_group (user_id, group_id)
     SELECT ${userId('n')}, app_group.id FROM app_group, generate_series(1, ${users}) AS n
      WHERE n % 10 = app_group.id % 10 OR n % 250 = 1`,
  );
  await client.query(
    `INSERT INTO api_key (name, prefix, secret_hash, user_id, created_at, expires_at, revoked_at, last_used_at)
     SELECT 'scraper ' || n,
            translate(lpad(to_hex(n), 8, '0'), '0189', 'wxyz'),
            sha256(n::text::bytea), ${userId('n')}, now() - n * interval '3 hours',
            CASE n % 3 WHEN 0 THEN now() + (n % 200 - 100) * interval '1 day' END,
            CASE n % 4 WHEN 0 THEN now() - n * interval '1 hour' END, now() - n * interval '1 minute'
       FROM generate_series(1, ${SHARES.keys * thousands}) AS n`,
  );
  await client.query(
    `INSERT INTO api_key_permission (api_key_id, permission_id)
     SELECT api_key.id, permission.id FROM api_key, permission WHERE permission.id % 5 = 1`,
  );
  await client.query(
    `INSERT INTO saved_filter (owner_id, list, name, query, shared)
     SELECT ${userId(1)}, 'instruments', 'mine ' || n, 'filter={}', false FROM generate_series(1, ${FILTERS.own}) AS n
      UNION ALL
     SELECT ${userId('(2 + n % 500)')}, 'instruments', 'shared ' || n, 'filter={}', true
       FROM generate_series(1, ${FILTERS.shared}) AS n`,
  );
  await client.query(
    `INSERT INTO outbox_mail (recipient, language, kind, params, created_at, sent_at, failed_at)
     SELECT 'user' || n || '@example.org', 'es', 'password_changed', '{}', now() - n * interval '10 minutes',
            CASE WHEN n % 50 <> 0 THEN now() - n * interval '9 minutes' END,
            CASE WHEN n % 100 = 0 THEN now() - n * interval '9 minutes' END
       FROM generate_series(1, ${SHARES.mails * thousands}) AS n`,
  );
}

/** Every reason and both transports; addresses and actors for the blacklist, whose filters they are. */
async function fillReasons(client) {
  await client.query(
    `UPDATE auth_session SET revoked_reason = picked.reason, transport = picked.transport
       FROM (SELECT id, n, CASE n % 100 WHEN 1 THEN 'reuse' WHEN 2 THEN 'admin' WHEN 3 THEN 'password_change'
                                        WHEN 4 THEN 'user_disabled' WHEN 5 THEN 'session_limit' ELSE 'logout' END AS reason,
                    CASE n % 10 WHEN 0 THEN 'bearer' ELSE 'cookie' END AS transport
               FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM auth_session WHERE revoked_at IS NOT NULL)
                 AS ended) AS picked
      WHERE auth_session.id = picked.id`,
  );
  await client.query(
    `UPDATE blacklisted_token AS listed
        SET reason = session.revoked_reason, ip = session.ip,
            actor = CASE session.revoked_reason WHEN 'admin' THEN ${userId(1)} END
       FROM outstanding_token AS token JOIN auth_session AS session ON session.id = token.session_id
      WHERE token.id = listed.token_id`,
  );
}

/** A run of one source or another every half hour; the newest has refused many rows, others a few. */
async function fillImports(client, thousands) {
  await client.query(
    `INSERT INTO import_run (source_id, state, complete, file_name, bytes, started_at, finished_at, received, created,
                             updated, unchanged, price_changed, rejected, removed, failure, review, reviewed_at)
     SELECT (SELECT id FROM source ORDER BY id OFFSET n % 4 LIMIT 1),
            CASE WHEN n % 50 = 1 OR n % 211 = 3 THEN 'failed' WHEN n % 97 = 2 THEN 'needs_review' ELSE 'succeeded' END,
            true, n || '.csv', n * 1000, at, at + interval '1 minute', 4000, n % 200, n % 300, 3000, n % 100,
            CASE n WHEN 1 THEN ${20 * thousands} ELSE n % 7 END, n % 60,
            CASE WHEN n % 50 = 1 THEN 'the file broke off' END, CASE WHEN n % 211 = 3 AND n % 50 <> 1 THEN 'rejected' END,
            CASE WHEN n % 211 = 3 AND n % 50 <> 1 THEN at END
       FROM generate_series(1, ${SHARES.runs * thousands}) AS n,
            LATERAL (SELECT now() - n * interval '30 minutes' AS at) AS moment ORDER BY n DESC`,
  );
  await client.query(
    `INSERT INTO import_fault (import_run_id, row, position, field, code, message, original)
     SELECT run.id, row, 0, 'price', (ARRAY['price_unreadable', 'name_missing', 'link_unreadable', 'date_impossible',
                                            'json_syntax', 'category_too_long'])[1 + row % 6],
            'what is wrong in row ' || row, '["a guitar", "dear", "https://example.org/1"]'
       FROM import_run AS run, LATERAL generate_series(1, run.rejected) AS row WHERE run.file_name ~ '^[0-9]+\\.csv$'`,
  );
}

/** Jobs of every kind; the newest could not change many of its listings. */
async function fillJobs(client, thousands) {
  const failures = SHARES.failures * thousands;
  await client.query(
    `INSERT INTO bulk_job (action, value, query, state, total, changed, failed, actor_kind, actor_id, created_at,
                           started_at, finished_at)
     SELECT action, CASE action WHEN 'category' THEN 'guitarras' WHEN 'status' THEN 'expired' END, 'category=guitarras',
            CASE WHEN n % 20 = 0 THEN 'cancelled' WHEN n % 31 = 0 THEN 'failed' ELSE 'succeeded' END,
            ${failures}, 0, CASE n WHEN 1 THEN ${failures} ELSE 0 END, 'user', ${userId('(1 + n % 40)')}, at, at, at
       FROM generate_series(1, ${SHARES.jobs * thousands}) AS n,
            LATERAL (SELECT now() - n * interval '2 hours' AS at,
                            (ARRAY['category', 'status', 'delete', 'restore', 'price_thousand', 'price_thousandth'])[1 + n % 6] AS action)
              AS what ORDER BY n DESC`,
  );
  await client.query(
    `INSERT INTO bulk_job_failure (bulk_job_id, instrument_id, code)
     SELECT (SELECT max(id) FROM bulk_job), id, 'price_missing' FROM instrument ORDER BY id LIMIT ${failures}`,
  );
}

/** Half a year: mostly people who come and go, and changes of listings; some of what is rare. */
async function fillEntries(client, thousands) {
  const entries = SHARES.entries * thousands;
  await client.query(
    `INSERT INTO audit_entry (at, action, actor_kind, actor_id, object_type, object_id, changes, request_id, ip)
     SELECT now() - n * (interval '180 days' / ${entries}), action,
            CASE WHEN action LIKE '%failed' THEN 'anonymous' WHEN n % 10 = 8 THEN 'api_key' ELSE 'user' END,
            CASE WHEN action LIKE '%failed' THEN NULL WHEN n % 10 = 8 THEN keys[1 + n % cardinality(keys)]
                 ELSE ${userId('(1 + n % 9973)')} END,
            CASE split_part(action, '.', 1) WHEN 'import' THEN 'import_run' ELSE split_part(action, '.', 1) END,
            (n * 31 % 900000)::text, '{"price": ["100.00", "90.00"]}', 'request-' || n,
            '198.51.100.0'::inet + n % 10000
       FROM (SELECT n, CASE WHEN n % 1000 = 7 THEN 'session.token_reused' WHEN n % 1000 = 8 THEN 'group.changed'
                            WHEN n % 100 = 9 THEN 'user.changed' WHEN n % 100 = 10 THEN 'import.finished'
                            WHEN n % 10 = 1 THEN 'session.sign_in_failed' WHEN n % 10 < 5 THEN 'session.sign_in'
                            ELSE 'instrument.changed' END AS action
               FROM generate_series(1, ${entries}) AS n) AS done,
            (SELECT array_agg(id ORDER BY id) AS keys FROM api_key) AS known
      ORDER BY n DESC`,
  );
}
