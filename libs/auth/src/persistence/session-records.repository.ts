import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type ListPage, type ListRequest, Lists, Transactions } from '@app/database';
import type { SessionOrder, SessionRecord } from '../oversight/records';
import { revocationReasons, type SessionFilter, sessionStandings, transports } from '../sessions/session';
import { isSessionId } from '../sessions/session-id';
import { SESSION_END, SESSION_STANDING, sessionConditions } from './session-conditions';

const recordRow = z
  .object({
    id: z.string(),
    user_id: z.string().nullable(),
    email: z.string().nullable(),
    standing: z.enum(sessionStandings),
    created_at: z.date(),
    authenticated_at: z.date(),
    last_seen_at: z.date(),
    idle_expires_at: z.date(),
    absolute_expires_at: z.date(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    transport: z.enum(transports),
    current_gen: z.number(),
    confirmed_gen: z.number(),
    recovered_at: z.date().nullable(),
    revoked_at: z.date().nullable(),
    revoked_reason: z.enum(revocationReasons).nullable(),
    revoked_by: z.string().nullable(),
  })
  .transform((row): SessionRecord => ({
    id: row.id,
    userId: row.user_id,
    email: row.email,
    standing: row.standing,
    createdAt: row.created_at,
    authenticatedAt: row.authenticated_at,
    lastSeenAt: row.last_seen_at,
    idleExpiresAt: row.idle_expires_at,
    absoluteExpiresAt: row.absolute_expires_at,
    ip: row.ip,
    userAgent: row.user_agent,
    transport: row.transport,
    currentGen: row.current_gen,
    confirmedGen: row.confirmed_gen,
    recoveredAt: row.recovered_at,
    revokedAt: row.revoked_at,
    revokedReason: row.revoked_reason,
    revokedBy: row.revoked_by,
  }));

const COLUMNS = `session.id, session.user_id, person.email, ${SESSION_STANDING} AS standing, session.created_at,
  session.authenticated_at, session.last_seen_at, session.idle_expires_at, session.absolute_expires_at,
  host(session.ip) AS ip, session.user_agent, session.transport, session.current_gen, session.confirmed_gen,
  session.recovered_at, session.revoked_at, session.revoked_reason, session.revoked_by`;
const FROM = 'auth_session AS session LEFT JOIN app_user AS person ON person.id = session.user_id';

/** Sessions for administrators. */
@Injectable()
export class SessionRecordsRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: Lists,
  ) {}

  /** @throws InvalidCursorError */
  async list(filter: SessionFilter, request: ListRequest<SessionOrder>): Promise<ListPage<SessionRecord>> {
    const { all, values } = sessionConditions(filter);
    return this.lists.page(
      {
        row: recordRow,
        columns: COLUMNS,
        from: FROM,
        conditions: all,
        values,
        orders: {
          created_at: { expression: 'session.created_at', type: 'timestamptz' },
          last_seen_at: { expression: 'session.last_seen_at', type: 'timestamptz' },
          absolute_expires_at: { expression: 'session.absolute_expires_at', type: 'timestamptz' },
        },
        id: { expression: 'session.id', type: 'uuid' },
      },
      request,
    );
  }

  /** Sessions that were not revoked and have not run out, whoever their user is by now. */
  async countOpen(): Promise<number> {
    const conditions = ['session.revoked_at IS NULL', `${SESSION_END} > now()`];
    return (await this.lists.count({ from: 'auth_session AS session', conditions, values: [] })).total;
  }

  /** `null` for whatever is no id of a session. */
  async findById(id: string): Promise<SessionRecord | null> {
    if (!isSessionId(id)) return null;
    const [row] = await this.transactions.query(
      recordRow,
      `SELECT ${COLUMNS} FROM ${FROM} WHERE session.id = $1`,
      [id],
    );
    return row ?? null;
  }
}
