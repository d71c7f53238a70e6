import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Conditions,
  containsPattern,
  gramsCondition,
  inet,
  type ListPage,
  type ListRequest,
  Lists,
  type ListSource,
  Transactions,
} from '@app/database';
import {
  type ApiKey,
  type ApiKeyFilter,
  type ApiKeyOrder,
  type ApiKeyState,
  apiKeyStates,
  type KeyParts,
  type NewApiKey,
  searchedIn,
} from '../api-keys/api-key';

const keyRow = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    state: z.enum(apiKeyStates),
    owner_id: z.string().nullable(),
    owner_email: z.string().nullable(),
    owner_is_active: z.boolean().nullable(),
    permissions: z.array(z.string()),
    created_at: z.date(),
    created_by: z.string().nullable(),
    expires_at: z.date().nullable(),
    revoked_at: z.date().nullable(),
    revoked_by: z.string().nullable(),
    last_used_at: z.date().nullable(),
    last_used_ip: z.string().nullable(),
  })
  .transform((row): ApiKey => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    state: row.state,
    owner:
      row.owner_id === null
        ? null
        : { id: row.owner_id, email: row.owner_email ?? '', isActive: row.owner_is_active ?? false },
    permissions: row.permissions,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
    lastUsedAt: row.last_used_at,
    lastUsedIp: row.last_used_ip,
  }));
const useRow = z
  .object({
    id: z.string(),
    user_id: z.string().nullable(),
    secret_hash: z.instanceof(Buffer),
    alive: z.boolean(),
    is_superuser: z.boolean(),
    permissions: z.array(z.string()),
    owner_permissions: z.array(z.string()),
    noteworthy: z.boolean(),
  })
  .transform((row): KeyUse => ({
    id: row.id,
    userId: row.user_id,
    secretHash: row.secret_hash,
    alive: row.alive,
    ownerIsSuperuser: row.is_superuser,
    permissions: row.permissions,
    ownerPermissions: row.owner_permissions,
    noteworthy: row.noteworthy,
  }));
const idRow = z.object({ id: z.string() });
const endedRow = z.object({ id: z.string(), name: z.string(), prefix: z.string() });
const futureRow = z.object({ future: z.boolean() });

/** A key with its owner, as a request meets them. */
export interface KeyUse {
  readonly id: string;
  readonly userId: string | null;
  readonly secretHash: Buffer;
  /** Neither revoked nor expired, and its owner is active and does not have to choose another password. */
  readonly alive: boolean;
  readonly ownerIsSuperuser: boolean;
  readonly permissions: readonly string[];
  /** What the owner was given, by himself and through groups. */
  readonly ownerPermissions: readonly string[];
  /** Whether a minute has gone by since the last use. */
  readonly noteworthy: boolean;
}

/** Each state as a condition, in the words of the partial indexes. */
const IN_STATE: Readonly<Record<ApiKeyState, string>> = {
  active: `key.revoked_at IS NULL AND key.user_id IS NOT NULL AND (key.expires_at IS NULL OR key.expires_at > now())`,
  expired: 'key.revoked_at IS NULL AND key.user_id IS NOT NULL AND key.expires_at <= now()',
  revoked: 'key.revoked_at IS NOT NULL OR key.user_id IS NULL',
};

/** The codenames of a key; never its secret or the hash of it. */
const HELD = `SELECT permission.codename
    FROM api_key_permission AS held JOIN permission ON permission.id = held.permission_id
   WHERE held.api_key_id = key.id`;
const COLUMNS = `key.id, key.name, key.prefix, key.created_at, key.created_by, key.expires_at, key.revoked_at,
  key.revoked_by, key.last_used_at, host(key.last_used_ip) AS last_used_ip,
  CASE WHEN ${IN_STATE.revoked} THEN 'revoked' WHEN ${IN_STATE.expired} THEN 'expired' ELSE 'active' END AS state,
  owner.id AS owner_id, owner.email AS owner_email, owner.is_active AS owner_is_active,
  ARRAY(${HELD} ORDER BY permission.codename COLLATE "C") AS permissions`;
/** What a search looks at: the expression of its index. */
const TEXT = `upper(key.name || E'\\n' || key.prefix)`;
const FROM = 'api_key AS key LEFT JOIN app_user AS owner ON owner.id = key.user_id';

/** API keys: what is stored of them. Nothing but {@link findUse} reads a hash. */
@Injectable()
export class ApiKeysRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: Lists,
  ) {}

  /** Everything that decides about a key that somebody presents, in one read by the index of prefixes. */
  async findUse(prefix: string): Promise<KeyUse | null> {
    const [row] = await this.transactions.query(
      useRow,
      `SELECT key.id, key.user_id, key.secret_hash,
              ${IN_STATE.active} AND coalesce(owner.is_active AND NOT owner.must_change_password, false) AS alive,
              coalesce(owner.is_superuser, false) AS is_superuser,
              ARRAY(${HELD}) AS permissions,
              ARRAY(SELECT codename FROM granted_permission AS granted WHERE granted.user_id = owner.id)
                AS owner_permissions,
              coalesce(key.last_used_at < now() - interval '1 minute', true) AS noteworthy
         FROM ${FROM} WHERE key.prefix = $1`,
      [prefix],
    );
    return row ?? null;
  }

  /** Remembers that a key was used, once a minute at most. */
  async noteUse(id: string, ip: string | null): Promise<void> {
    await this.transactions.execute(
      `UPDATE api_key SET last_used_at = now(), last_used_ip = $2
        WHERE id = $1 AND coalesce(last_used_at < now() - interval '1 minute', true)`,
      [id, inet(ip)],
    );
  }

  async page(filter: ApiKeyFilter, request: ListRequest<ApiKeyOrder>): Promise<ListPage<ApiKey>> {
    const { owner, state } = filter;
    const q = filter.q === undefined ? undefined : searchedIn(filter.q);
    const where = new Conditions()
      .add('key.user_id = ?', owner)
      .add(`${TEXT} LIKE upper(?::text)`, q === undefined ? undefined : containsPattern(q));
    if (state !== undefined) where.require(IN_STATE[state]);
    const { all: conditions, values } = where;
    const grams = gramsCondition(TEXT, `$${values.length + 1}`);
    const source: ListSource<ApiKey, ApiKeyOrder> = {
      row: keyRow,
      columns: COLUMNS,
      from: FROM,
      conditions,
      values,
      narrowing: q === undefined ? undefined : { conditions: [grams], values: [q] },
      orders: { created_at: { expression: 'key.created_at', type: 'timestamptz' } },
      id: { expression: 'key.id', type: 'uuid' },
    };
    return this.lists.page(source, request);
  }

  async find(id: string): Promise<ApiKey | null> {
    const rows = await this.transactions.query(keyRow, `SELECT ${COLUMNS} FROM ${FROM} WHERE key.id = $1`, [
      id,
    ]);
    return rows[0] ?? null;
  }

  async findIdByPrefix(prefix: string): Promise<string | null> {
    const [row] = await this.transactions.query(idRow, 'SELECT id FROM api_key WHERE prefix = $1', [prefix]);
    return row?.id ?? null;
  }

  /** Keeps everybody else from changing a key until the end of the transaction. */
  async lock(id: string): Promise<void> {
    await this.transactions.execute('SELECT FROM api_key WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  /** Whether a moment is still to come, by the clock of the database. */
  async isFuture(moment: Date): Promise<boolean> {
    const [row] = await this.transactions.query(
      futureRow,
      'SELECT $1::timestamptz > clock_timestamp() AS future',
      [moment],
    );
    return row?.future ?? false;
  }

  /**
   * Waits for whoever changes the owner just now.
   *
   * @returns the id; `null` when there is no such active owner (any more)
   */
  async insert(
    { prefix, secretHash }: KeyParts,
    { name, permissions, expiresAt }: NewApiKey,
    ownerId: string,
    createdBy: string | null,
  ): Promise<string | null> {
    const [row] = await this.transactions.query(
      idRow,
      `WITH key AS (
         INSERT INTO api_key (name, prefix, secret_hash, expires_at, created_by, user_id)
         SELECT $1, $2, $3, $4, $5, id FROM app_user WHERE id = $6 AND is_active FOR SHARE
         RETURNING id),
       held AS (
         INSERT INTO api_key_permission (api_key_id, permission_id)
         SELECT key.id, permission.id FROM key, permission WHERE permission.codename = ANY ($7))
       SELECT id FROM key`,
      [name, prefix, secretHash, expiresAt, createdBy, ownerId, permissions],
    );
    return row?.id ?? null;
  }

  /** Gives a key this name and expiry, and exactly these permissions. */
  async update(id: string, { name, expiresAt, permissions }: NewApiKey): Promise<void> {
    await this.transactions.execute('UPDATE api_key SET name = $2, expires_at = $3 WHERE id = $1', [
      id,
      name,
      expiresAt,
    ]);
    await this.transactions.execute(
      `DELETE FROM api_key_permission AS held USING permission
        WHERE held.api_key_id = $1 AND permission.id = held.permission_id AND permission.codename <> ALL ($2)`,
      [id, permissions],
    );
    await this.transactions.execute(
      `INSERT INTO api_key_permission (api_key_id, permission_id)
       SELECT $1, id FROM permission WHERE codename = ANY ($2) ON CONFLICT DO NOTHING`,
      [id, permissions],
    );
  }

  /** @returns whether it was not revoked before */
  async revoke(id: string, by: string | null): Promise<boolean> {
    const rows = await this.transactions.query(
      idRow,
      `WITH revoked AS (
         UPDATE api_key SET revoked_at = clock_timestamp(), revoked_by = $2
          WHERE id = $1 AND revoked_at IS NULL RETURNING id)
       SELECT id FROM revoked`,
      [id, by],
    );
    return rows.length > 0;
  }
  /** @returns those of a user that were not revoked before */
  async revokeAllOf(userId: string, by: string | null): Promise<z.infer<typeof endedRow>[]> {
    return this.transactions.query(
      endedRow,
      `WITH held AS (
         SELECT id FROM api_key WHERE user_id = $1 AND revoked_at IS NULL ORDER BY id FOR NO KEY UPDATE),
       ended AS (
         UPDATE api_key AS key SET revoked_at = clock_timestamp(), revoked_by = $2 FROM held
          WHERE key.id = held.id AND key.revoked_at IS NULL RETURNING key.id, key.name, key.prefix)
       SELECT id, name, prefix FROM ended`,
      [userId, by],
    );
  }
}
