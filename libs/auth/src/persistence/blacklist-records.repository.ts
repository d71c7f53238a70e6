import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Conditions, type ListPage, type ListRequest, Lists, ofEmail, ofEmailStart } from '@app/database';
import type { BlacklistFilter, BlacklistOrder, BlacklistRecord } from '../oversight/records';
import { revocationReasons } from '../sessions/session';
import { isSessionId } from '../sessions/session-id';

const recordRow = z
  .object({
    token_id: z.string(),
    jti: z.string(),
    session_id: z.string(),
    user_id: z.string().nullable(),
    email: z.string().nullable(),
    expires_at: z.date(),
    blacklisted_at: z.date(),
    reason: z.enum(revocationReasons),
    actor: z.string().nullable(),
    actor_email: z.string().nullable(),
    ip: z.string().nullable(),
    note: z.string().nullable(),
  })
  .transform((row): BlacklistRecord => ({
    tokenId: row.token_id,
    jti: row.jti,
    sessionId: row.session_id,
    userId: row.user_id,
    email: row.email,
    expiresAt: row.expires_at,
    blacklistedAt: row.blacklisted_at,
    reason: row.reason,
    actor: row.actor,
    actorEmail: row.actor_email,
    ip: row.ip,
    note: row.note,
  }));

const COLUMNS = `listed.token_id, token.jti, token.session_id, token.user_id, person.email, token.expires_at,
  listed.blacklisted_at, listed.reason, listed.actor, revoker.email AS actor_email, host(listed.ip) AS ip, listed.note`;
// LEFT although each has its token: what a count does not need is not joined
const FROM = `blacklisted_token AS listed LEFT JOIN outstanding_token AS token ON token.id = listed.token_id
  LEFT JOIN app_user AS person ON person.id = token.user_id LEFT JOIN app_user AS revoker ON revoker.id = listed.actor`;

/** Refresh tokens that were taken back by name, for administrators. */
@Injectable()
export class BlacklistRecordsRepository {
  constructor(private readonly lists: Lists) {}

  /** @throws InvalidCursorError */
  async list(
    filter: BlacklistFilter,
    request: ListRequest<BlacklistOrder>,
  ): Promise<ListPage<BlacklistRecord>> {
    const { search } = filter;
    const where = new Conditions()
      .add('token.user_id = ?::uuid', filter.userId)
      .add(ofEmail('token.user_id'), filter.email)
      .add('token.jti = ?::uuid', filter.jti)
      .add('listed.reason = ?', filter.reason)
      .add('listed.actor = ?::uuid', filter.actor)
      .add('listed.ip <<= ?::inet', filter.network)
      .add('listed.blacklisted_at >= ?::timestamptz', filter.from)
      .add('listed.blacklisted_at < ?::timestamptz', filter.to);
    if (search !== undefined && isSessionId(search)) where.add('token.jti = ?::uuid', search);
    else where.add(ofEmailStart('token.user_id'), search);
    return this.lists.page(
      {
        row: recordRow,
        columns: COLUMNS,
        from: FROM,
        conditions: where.all,
        values: where.values,
        // all found at once, from the few that are listed or from the few that begin so: never by reading every token
        narrowing: search === undefined ? undefined : { conditions: ['token.id IS NOT NULL'], values: [] },
        orders: { blacklisted_at: { expression: 'listed.blacklisted_at', type: 'timestamptz' } },
        id: { expression: 'listed.token_id', type: 'bigint' },
      },
      request,
    );
  }
}
