import { z } from 'zod';
import { dataFields, type DataTable, writtenInstant } from '@app/database';

const { instant, names, text } = dataFields;

const apiKeyFields = z.strictObject({
  prefix: z.string().regex(/^[a-z2-7]{8}$/, { error: 'must be 8 letters and digits of Base32' }),
  name: text(1, 100),
  owner: z.string(),
  secret_hash: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits' }),
  permissions: names,
  created_at: instant,
  expires_at: instant.nullable(),
  revoked_at: instant.nullable(),
});

const ROWS = `given
  CROSS JOIN jsonb_to_record(given.fields) AS row (prefix text, name text, owner text, secret_hash text,
    created_at timestamptz, expires_at timestamptz, revoked_at timestamptz)
  JOIN app_user owner ON lower(owner.email COLLATE "C") = lower(row.owner COLLATE "C")`;

/** API keys that have an owner, by prefix. One that was revoked stays so, whatever a file says. */
export const apiKeyData: DataTable<z.infer<typeof apiKeyFields>> = {
  name: 'apikey',
  row: apiKeyFields,
  key: ({ prefix }) => prefix,
  from: 'api_key JOIN app_user owner ON owner.id = api_key.user_id',
  fields: `jsonb_build_object('prefix', prefix, 'name', api_key.name, 'owner', owner.email,
    'secret_hash', encode(secret_hash, 'hex'), 'permissions', to_jsonb(ARRAY(
      SELECT codename FROM permission JOIN api_key_permission held ON held.permission_id = permission.id
       WHERE held.api_key_id = api_key.id ORDER BY codename COLLATE "C")),
    'created_at', ${writtenInstant('api_key.created_at')}, 'expires_at', ${writtenInstant('expires_at')},
    'revoked_at', ${writtenInstant('revoked_at')})`,
  order: 'api_key.prefix COLLATE "C"',
  match: 'api_key.prefix = given.key',
  faults: `
    SELECT line, 'owner' AS field, format('there is no user "%s"', fields->>'owner') AS message
      FROM given WHERE NOT EXISTS (SELECT FROM app_user
                                    WHERE lower(email COLLATE "C") = lower(fields->>'owner' COLLATE "C"))
     UNION ALL
    SELECT line, 'permissions', format('there is no permission "%s"', wanted.name)
      FROM given, jsonb_array_elements_text(fields->'permissions') AS wanted (name)
     WHERE NOT EXISTS (SELECT FROM permission WHERE codename = wanted.name)
     ORDER BY line`,
  write: [
    `INSERT INTO api_key AS known (prefix, name, user_id, secret_hash, created_at, expires_at, revoked_at)
     SELECT row.prefix, row.name, owner.id, decode(row.secret_hash, 'hex'), row.created_at, row.expires_at, row.revoked_at
       FROM ${ROWS} ORDER BY line
     ON CONFLICT (prefix) DO UPDATE
        SET name = excluded.name, user_id = excluded.user_id, secret_hash = excluded.secret_hash,
            created_at = excluded.created_at, expires_at = excluded.expires_at,
            revoked_at = coalesce(known.revoked_at, excluded.revoked_at)`,
    `DELETE FROM api_key_permission USING given, api_key
      WHERE api_key.prefix = given.key AND api_key_permission.api_key_id = api_key.id`,
    `INSERT INTO api_key_permission (api_key_id, permission_id)
     SELECT api_key.id, permission.id
       FROM given JOIN api_key ON api_key.prefix = given.key
       JOIN permission ON given.fields->'permissions' ? permission.codename ORDER BY 1, 2`,
  ],
};
