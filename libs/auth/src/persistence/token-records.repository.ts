import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Conditions,
  type ListPage,
  type ListRequest,
  Lists,
  ofEmail,
  ofEmailStart,
  Transactions,
} from '@app/database';
import { isRowId } from '@app/kernel';
import {
  type TokenFilter,
  type TokenOrder,
  type TokenRecord,
  type TokenStanding,
  tokenStandings,
} from '../oversight/records';
import { revocationReasons } from '../sessions/session';
import { isSessionId } from '../sessions/session-id';
import { isLongExpired, isSpent, KEPT_EXPIRED } from './retention';

const recordRow = z
  .object({
    id: z.string(),
    jti: z.string(),
    user_id: z.string().nullable(),
    email: z.string().nullable(),
    session_id: z.string(),
    gen: z.number(),
    kid: z.string(),
    standing: z.enum(tokenStandings),
    created_at: z.date(),
    expires_at: z.date(),
    consumed_at: z.date().nullable(),
    reuse_count: z.number(),
    reason: z.enum(revocationReasons).nullable(),
    ip: z.string().nullable(),
  })
  .transform((row): TokenRecord => ({
    id: row.id,
    jti: row.jti,
    userId: row.user_id,
    email: row.email,
    sessionId: row.session_id,
    gen: row.gen,
    kid: row.kid,
    standing: row.standing,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    reuseCount: row.reuse_count,
    reason: row.reason,
    ip: row.ip,
  }));

const LISTED = 'listed.token_id IS NOT NULL';
/** Whether the user of a token may come in with it. The newest token of a session that was revoked is listed. */
const WELCOME = `coalesce(person.is_active AND (person.tokens_valid_after IS NULL
  OR person.tokens_valid_after <= token.created_at), false)`;
const GOOD = `listed.token_id IS NULL AND token.consumed_at IS NULL AND token.expires_at > now()`;

const STANDINGS: Readonly<Record<TokenStanding, string>> = {
  blacklisted: LISTED,
  consumed: 'listed.token_id IS NULL AND token.consumed_at IS NOT NULL',
  expired: 'listed.token_id IS NULL AND token.consumed_at IS NULL AND token.expires_at <= now()',
  revoked: `${GOOD} AND NOT ${WELCOME}`,
  live: `${GOOD} AND ${WELCOME}`,
};
const STANDING = `CASE WHEN ${LISTED} THEN 'blacklisted' WHEN token.consumed_at IS NOT NULL THEN 'consumed'
  WHEN token.expires_at <= now() THEN 'expired' WHEN ${WELCOME} THEN 'live' ELSE 'revoked' END`;

/** Whether the next purge will delete a token. */
const PURGEABLE = `${isLongExpired('token', 'now()')} AND ${isSpent('token', 'now()')}`;

const COLUMNS = `token.id, token.jti, token.user_id, person.email, token.session_id, token.gen, token.kid,
  ${STANDING} AS standing, token.created_at, token.expires_at, token.consumed_at, token.reuse_count,
  listed.reason, (SELECT host(ip) FROM auth_session WHERE id = token.session_id) AS ip`;
const FROM = `outstanding_token AS token LEFT JOIN app_user AS person ON person.id = token.user_id
  LEFT JOIN blacklisted_token AS listed ON listed.token_id = token.id`;

/** The life of a token in whole seconds, of which an index knows the shortest and the longest. */
const LIFE = 'extract(epoch FROM expires_at - created_at)::bigint';
const SHORTEST = `make_interval(secs => (SELECT min(${LIFE}) FROM outstanding_token) - 1)`;
const LONGEST = `make_interval(secs => (SELECT max(${LIFE}) FROM outstanding_token) + 1)`;

/**
 * Adds the conditions on the moments of a token. Both go together: a walk from the first to expire passes by a million
 * tokens before it meets what was created today.
 *
 * @returns of each order the bounds that the moments of the other one set to it
 */
function addMoments(
  where: Conditions,
  { createdFrom, createdTo, expiresFrom, expiresTo, purgeable }: TokenFilter,
): Readonly<Record<TokenOrder, readonly string[]>> {
  const bounds: Record<TokenOrder, string[]> = { created_at: [], expires_at: [] };
  const add = (
    [column, other]: readonly [TokenOrder, TokenOrder],
    compare: '>=' | '<',
    moment: Date | undefined,
    life: string,
  ): void => {
    if (moment === undefined) return;
    where.add(`token.${column} ${compare} ?::timestamptz`, moment);
    bounds[other].push(`token.${other} ${compare} $${where.values.length}::timestamptz ${life}`);
  };
  add(['created_at', 'expires_at'], '>=', createdFrom, `+ ${SHORTEST}`);
  add(['created_at', 'expires_at'], '<', createdTo, `+ ${LONGEST}`);
  add(['expires_at', 'created_at'], '>=', expiresFrom, `- ${LONGEST}`);
  add(['expires_at', 'created_at'], '<', expiresTo, `- ${SHORTEST}`);
  if (purgeable === true) bounds.created_at.push(`token.created_at < now() - ${KEPT_EXPIRED} - ${SHORTEST}`);
  return bounds;
}

/** Refresh tokens that were given out, for administrators. */
@Injectable()
export class TokenRecordsRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: Lists,
  ) {}

  /** @throws InvalidCursorError */
  async list(filter: TokenFilter, request: ListRequest<TokenOrder>): Promise<ListPage<TokenRecord>> {
    const { search, standing, purgeable } = filter;
    const where = new Conditions()
      .add('token.user_id = ?::uuid', filter.userId)
      .add(ofEmail('token.user_id'), filter.email)
      .add('token.session_id = ?::uuid', filter.sessionId)
      .add('token.jti = ?::uuid', filter.jti)
      .add('listed.reason = ?', filter.reason)
      .add('token.session_id IN (SELECT id FROM auth_session WHERE ip <<= ?::inet)', filter.network);
    const bounds = addMoments(where, filter);
    if (search !== undefined && isSessionId(search)) where.add('token.jti = ?::uuid', search);
    else where.add(ofEmailStart('token.user_id'), search);
    if (standing !== undefined) where.require(STANDINGS[standing]);
    if (purgeable !== undefined) where.require(purgeable ? PURGEABLE : `NOT (${PURGEABLE})`);
    const isListed = standing === 'blacklisted' || filter.reason !== undefined;
    return this.lists.page(
      {
        row: recordRow,
        columns: COLUMNS,
        from: FROM,
        conditions: where.all,
        values: where.values,
        // from the few that are listed, and looking each of them up once
        narrowing: isListed ? { conditions: [LISTED], values: [] } : undefined,
        orders: {
          created_at: { expression: 'token.created_at', type: 'timestamptz', bounds: bounds.created_at },
          expires_at: { expression: 'token.expires_at', type: 'timestamptz', bounds: bounds.expires_at },
        },
        id: { expression: 'token.id', type: 'bigint' },
      },
      request,
    );
  }

  /** By its id or its jti; `null` for whatever is neither. */
  async find(id: string): Promise<TokenRecord | null> {
    const column = isRowId(id) ? 'id' : isSessionId(id) ? 'jti' : null;
    if (column === null) return null;
    const [row] = await this.transactions.query(
      recordRow,
      `SELECT ${COLUMNS} FROM ${FROM} WHERE token.${column} = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Tokens that were never used and have not run out, those of revoked sessions too. Reads an index alone. */
  async countOutstanding(): Promise<number> {
    const conditions = ['consumed_at IS NULL', 'expires_at > now()'];
    return (await this.lists.count({ from: 'outstanding_token', conditions, values: [] })).total;
  }

  /** Those of a session, the newest first. */
  async findOfSession(sessionId: string, limit: number): Promise<TokenRecord[]> {
    return this.transactions.query(
      recordRow,
      `SELECT ${COLUMNS} FROM ${FROM} WHERE token.session_id = $1 ORDER BY token.gen DESC LIMIT $2`,
      [sessionId, limit],
    );
  }
}
