/** The id of a thing as its table has it; null for what can be no such id. @param text an SQL expression */
const uuidOf = (text: string): string =>
  `CASE WHEN ${text} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (${text})::uuid END`;
const UUID = uuidOf('entry.object_id');
const USER = uuidOf(`entry.details->>'user'`);
const NUMBER = `CASE WHEN entry.object_id ~ '^[1-9][0-9]{0,17}$' THEN entry.object_id::bigint END`;

/**
 * The name that the thing of a row of `audit_entry AS entry` has now; of a session or a token the e-mail of its user,
 * of many sessions that of the one user whose they were. Null
 * when it is gone, and where the id is a name already. Only rows that are shown pay for it, by a primary key each.
 */
export const OBJECT_NAME = `CASE entry.object_type
  WHEN 'user' THEN (SELECT email FROM app_user WHERE id = ${UUID})
  WHEN 'session' THEN (SELECT email FROM app_user
                        WHERE id = coalesce((SELECT user_id FROM auth_session WHERE id = ${UUID}), ${USER}))
  WHEN 'token' THEN (SELECT email FROM outstanding_token AS token JOIN app_user ON app_user.id = token.user_id
                      WHERE token.jti = ${UUID})
  WHEN 'api_key' THEN (SELECT name FROM api_key WHERE id = ${UUID})
  WHEN 'instrument' THEN (SELECT name FROM instrument WHERE id = ${NUMBER})
  WHEN 'source' THEN (SELECT name FROM source WHERE slug = entry.object_id)
  WHEN 'import_run' THEN (SELECT concat_ws(' · ', source.name, nullif(run.file_name, ''))
                            FROM import_run AS run JOIN source ON source.id = run.source_id WHERE run.id = ${NUMBER})
END`;

/**
 * Whether the thing of such a row is still there; null of many things, and of kinds that nobody can look at. A primary key
 * or a unique name each, as above; EXISTS would let the planner read a whole table for one page.
 */
export const OBJECT_EXISTS = `CASE CASE WHEN entry.object_id IS NOT NULL THEN entry.object_type END
  WHEN 'user' THEN (SELECT true FROM app_user WHERE id = ${UUID}) IS NOT NULL
  WHEN 'group' THEN (SELECT true FROM app_group WHERE name = entry.object_id) IS NOT NULL
  WHEN 'session' THEN (SELECT true FROM auth_session WHERE id = ${UUID}) IS NOT NULL
  WHEN 'token' THEN (SELECT true FROM outstanding_token WHERE jti = ${UUID}) IS NOT NULL
  WHEN 'api_key' THEN (SELECT true FROM api_key WHERE id = ${UUID}) IS NOT NULL
  WHEN 'instrument' THEN (SELECT true FROM instrument WHERE id = ${NUMBER}) IS NOT NULL
  WHEN 'source' THEN (SELECT true FROM source WHERE slug = entry.object_id) IS NOT NULL
  WHEN 'import_run' THEN (SELECT true FROM import_run WHERE id = ${NUMBER}) IS NOT NULL
  WHEN 'bulk_job' THEN (SELECT true FROM bulk_job WHERE id = ${NUMBER}) IS NOT NULL
END`;
