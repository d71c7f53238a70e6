import type { Client } from 'pg';

/** `$1` rows of everything that lists show; `$2` is the user to whom keys, entries and saved filters belong. */
const STATEMENTS = [
  `INSERT INTO app_user (email, last_login_at) SELECT 'extra' || n || '@example.net', now() FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO app_group (name) SELECT 'group-' || n FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO app_group_permission (group_id, permission_id)
   SELECT app_group.id, permission.id FROM app_group, permission WHERE app_group.name LIKE 'group-%' AND $1::int > 0`,
  `INSERT INTO app_user_group (user_id, group_id)
   SELECT app_user.id, app_group.id FROM app_user, app_group WHERE app_group.name = 'group-1' AND $1::int > 0`,
  `INSERT INTO api_key (name, prefix, secret_hash, user_id)
   SELECT 'key ' || n, translate(lpad(n::text, 8, 'a'), '0189', 'wxyz'), sha256(n::text::bytea), $2::uuid
     FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO api_key_permission (api_key_id, permission_id)
   SELECT api_key.id, permission.id FROM api_key, permission WHERE $1::int > 0`,
  `INSERT INTO source (slug, name, price_habit, currency)
   SELECT 'site-' || n, 'Site ' || n, 'spanish', 'EUR' FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO category_alias (source_id, folded, label)
   SELECT (SELECT id FROM source WHERE slug = 'site-1'), 'word ' || n, 'Word ' || n FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO instrument (link_key, name, price, currency, link, brand, location, category_id, source_id,
                           category_alias_id, status, removed_at)
   SELECT gen_random_uuid(), 'Guitar ' || n, n, 'EUR', 'https://example.org/' || n || '/' || status, 'Brand ' || n,
          'Place ' || n, 12, source.id, alias.id, status, CASE status WHEN 'removed' THEN now() END
     FROM generate_series(1, $1::int) AS n JOIN source ON source.slug = 'site-' || n
     JOIN category_alias AS alias ON alias.folded = 'word ' || n, unnest(ARRAY['active', 'removed']) AS status`,
  `INSERT INTO price_change (instrument_id, price, currency)
   SELECT (SELECT min(id) FROM instrument), n, 'EUR' FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO audit_entry (action, actor_kind, actor_id, object_type, object_id)
   SELECT 'instrument.changed', 'user', $2::uuid, 'instrument', (SELECT min(id)::text FROM instrument)
     FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO import_run (source_id, state, complete, file_name, finished_at)
   SELECT id, 'succeeded', true, slug || '.csv', now() FROM source WHERE slug LIKE 'site-%' AND $1::int > 0`,
  `INSERT INTO import_fault (import_run_id, row, position, code, message, original)
   SELECT (SELECT min(id) FROM import_run), n, 0, 'name_missing', 'wrong', '[]' FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO bulk_job (action, state, total, actor_kind, actor_id, finished_at)
   SELECT 'delete', 'succeeded', 1, 'user', $2::uuid, now() FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO bulk_job_failure (bulk_job_id, instrument_id, code)
   SELECT (SELECT min(id) FROM bulk_job), id, 'price_missing' FROM instrument WHERE status = 'active' AND $1::int > 0`,
  `UPDATE bulk_job SET chosen = ARRAY(SELECT id FROM instrument WHERE status = 'active' AND $1::int > 0)
    WHERE id = (SELECT min(id) FROM bulk_job)`,
  `INSERT INTO saved_filter (owner_id, list, name, query)
   SELECT $2::uuid, 'users', 'filter ' || n, '' FROM generate_series(1, $1::int) AS n`,
];

/**
 * Fills every list of the panel but those of sessions and tokens, which `fillTokenTables` fills.
 *
 * @param rows how many each has at least, besides what a new installation has
 * @param owner id of a user to whom keys, entries and saved filters belong
 */
export async function fillLists(database: Client, rows: number, owner: string): Promise<void> {
  for (const statement of STATEMENTS) {
    await database.query(statement, statement.includes('$2') ? [rows, owner] : [rows]);
  }
}
