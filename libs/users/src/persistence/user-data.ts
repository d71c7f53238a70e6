import { z } from 'zod';
import { dataFields, type DataTable, writtenInstant } from '@app/database';
import { parseEmail } from '../email';
import { languages } from '../user';

const { instant, names, slug, text } = dataFields;

/** Names in a list of the file that the database does not have. */
function unknownNames(field: string, table: string, column: string, thing: string): string {
  return `SELECT line, '${field}' AS field, format('there is no ${thing} "%s"', wanted.name) AS message
            FROM given, jsonb_array_elements_text(fields->'${field}') AS wanted (name)
           WHERE NOT EXISTS (SELECT FROM ${table} WHERE ${table}.${column} = wanted.name)`;
}

/** Makes the rows of a table that links two things those of the list in the file. */
function replaceLinks(
  link: string,
  [ownId, ownTable, isOwn]: readonly [id: string, table: string, match: string],
  [otherId, otherTable, otherName, field]: readonly [id: string, table: string, name: string, field: string],
): string[] {
  return [
    `DELETE FROM ${link} USING given, ${ownTable} own, ${otherTable} other
      WHERE ${isOwn} AND ${link}.${ownId} = own.id AND ${link}.${otherId} = other.id
        AND NOT given.fields->'${field}' ? other.${otherName}`,
    `INSERT INTO ${link} (${ownId}, ${otherId})
     SELECT own.id, other.id
       FROM given JOIN ${ownTable} own ON ${isOwn} JOIN ${otherTable} other ON given.fields->'${field}' ? other.${otherName}
      ORDER BY own.id, other.id ON CONFLICT DO NOTHING`,
  ];
}

const groupFields = z.strictObject({ name: slug, permissions: names });

/** Groups by name, with exactly the permissions that the file names. */
export const groupData: DataTable<z.infer<typeof groupFields>> = {
  name: 'group',
  row: groupFields,
  key: ({ name }) => name,
  from: 'app_group',
  fields: `jsonb_build_object('name', app_group.name, 'permissions', to_jsonb(ARRAY(
    SELECT codename FROM permission JOIN app_group_permission held ON held.permission_id = permission.id
     WHERE held.group_id = app_group.id ORDER BY codename COLLATE "C")))`,
  order: 'app_group.name COLLATE "C"',
  match: 'app_group.name = given.key',
  faults: `${unknownNames('permissions', 'permission', 'codename', 'permission')} ORDER BY line`,
  write: [
    'INSERT INTO app_group (name) SELECT key FROM given ORDER BY line ON CONFLICT (name) DO NOTHING',
    ...replaceLinks(
      'app_group_permission',
      ['group_id', 'app_group', 'own.name = given.key'],
      ['permission_id', 'permission', 'codename', 'permissions'],
    ),
  ],
};

const plainFields = z.strictObject({
  email: z
    .string()
    .refine((value) => parseEmail(value) !== null, { error: 'must be an e-mail address in ASCII characters' })
    .transform((value) => parseEmail(value) ?? value),
  display_name: text(0, 100),
  language: z.enum(languages, { error: `must be ${languages.join(' or ')}` }),
  must_change_password: z.boolean(),
  is_active: z.boolean(),
  is_staff: z.boolean(),
  is_superuser: z.boolean(),
  email_verified_at: instant.nullable(),
  last_login_at: instant.nullable(),
  created_at: instant,
  groups: names,
  permissions: names,
});
const secretFields = plainFields.extend({
  password_hash: text(1, 512).nullable(),
  password_changed_at: instant.nullable(),
});

const BY_EMAIL = `lower(own.email COLLATE "C") = given.key`;

const lastSuperuser = `
  SELECT line, 'is_superuser' AS field, 'nobody could manage the users without this account' AS message
    FROM given JOIN app_user own ON ${BY_EMAIL}
   WHERE own.is_superuser AND own.is_active
     AND NOT ((fields->>'is_superuser')::boolean AND (fields->>'is_active')::boolean)
     AND NOT EXISTS (SELECT FROM app_user own WHERE is_superuser AND is_active
                        AND NOT EXISTS (SELECT FROM given WHERE ${BY_EMAIL}))
     AND NOT EXISTS (SELECT FROM given WHERE (fields->>'is_superuser')::boolean AND (fields->>'is_active')::boolean)`;

/** Columns of `app_user` in the file, with their types. */
const PLAIN = {
  email: 'text',
  display_name: 'text',
  language: 'text',
  must_change_password: 'boolean',
  is_active: 'boolean',
  is_staff: 'boolean',
  is_superuser: 'boolean',
  email_verified_at: 'timestamptz',
  last_login_at: 'timestamptz',
  created_at: 'timestamptz',
};
const SECRET = { password_hash: 'text', password_changed_at: 'timestamptz' };

/**
 * Accounts by e-mail, with exactly the groups and permissions that the file names. Whoever is barred or gets another
 * password by it is signed out, as he would be by hand.
 *
 * @param secrets whether the file holds the hashes of passwords; without them a new account has no password, and one
 *   that is there keeps its own
 */
export function userData(secrets: boolean): DataTable<z.infer<typeof plainFields>> {
  const columns: Readonly<Record<string, string>> = secrets ? { ...PLAIN, ...SECRET } : PLAIN;
  const list = Object.keys(columns).join(', ');
  const written = Object.entries(columns).map(
    ([name, type]) =>
      `'${name}', ${type === 'timestamptz' ? writtenInstant(`app_user.${name}`) : `app_user.${name}`}`,
  );
  return {
    name: 'user',
    row: secrets ? secretFields : plainFields,
    key: ({ email }) => email.toLowerCase(),
    from: 'app_user',
    fields: `jsonb_build_object(${written.join(', ')},
      'groups', to_jsonb(ARRAY(SELECT name FROM app_group JOIN app_user_group held ON held.group_id = app_group.id
                                WHERE held.user_id = app_user.id ORDER BY name COLLATE "C")),
      'permissions', to_jsonb(ARRAY(
        SELECT codename FROM permission JOIN app_user_permission held ON held.permission_id = permission.id
         WHERE held.user_id = app_user.id ORDER BY codename COLLATE "C")))`,
    order: 'lower(app_user.email COLLATE "C")',
    match: 'lower(app_user.email COLLATE "C") = given.key',
    lock: 'SELECT FROM app_user WHERE is_superuser AND is_active ORDER BY id FOR NO KEY UPDATE',
    faults: `
      ${unknownNames('groups', 'app_group', 'name', 'group')}
       UNION ALL
      ${unknownNames('permissions', 'permission', 'codename', 'permission')}
       UNION ALL
      ${lastSuperuser}
       ORDER BY line`,
    write: [
      `INSERT INTO app_user AS known (${list})
       SELECT row.* FROM given, jsonb_to_record(given.fields)
              AS row (${Object.entries(columns)
                .map(([name, type]) => `${name} ${type}`)
                .join(', ')})
        ORDER BY line
       ON CONFLICT (lower(email COLLATE "C")) DO UPDATE
          SET ${Object.keys(columns)
            .map((name) => `${name} = excluded.${name}`)
            .join(', ')},
              tokens_valid_after = CASE
                WHEN (known.is_active AND NOT excluded.is_active)
                     ${secrets ? 'OR known.password_hash IS DISTINCT FROM excluded.password_hash' : ''}
                THEN greatest(known.tokens_valid_after, date_trunc('milliseconds', clock_timestamp()))
                ELSE known.tokens_valid_after END`,
      ...replaceLinks(
        'app_user_group',
        ['user_id', 'app_user', BY_EMAIL],
        ['group_id', 'app_group', 'name', 'groups'],
      ),
      ...replaceLinks(
        'app_user_permission',
        ['user_id', 'app_user', BY_EMAIL],
        ['permission_id', 'permission', 'codename', 'permissions'],
      ),
    ],
  };
}
