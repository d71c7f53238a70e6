import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Conditions,
  type ListCount,
  type ListPage,
  type ListPart,
  type ListRequest,
  Lists,
  type ListSource,
  ofEmail,
  ofEmailStart,
  Transactions,
} from '@app/database';
import { type AuditAction, auditObjectTypes } from '../audit-event';
import { OBJECT_EXISTS, OBJECT_NAME } from './object-name';
import type { AuditDay, AuditFilter, AuditOrder, AuditRecord } from '../audit-record';

const fields = z.record(z.string(), z.unknown());
const recordRow = z
  .object({
    id: z.string(),
    at: z.date(),
    action: z.string(),
    actor_kind: z.string(),
    actor_id: z.string().nullable(),
    actor_email: z.string().nullable(),
    actor_key: z.string().nullable(),
    object_type: z.string(),
    object_id: z.string().nullable(),
    object_name: z.string().nullable(),
    object_exists: z.boolean().nullable(),
    changes: fields,
    details: fields,
    request_id: z.string().nullable(),
    ip: z.string().nullable(),
  })
  .transform((row): AuditRecord => ({
    id: row.id,
    at: row.at,
    action: row.action,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorEmail: row.actor_email,
    actorKey: row.actor_key,
    objectType: row.object_type,
    objectId: row.object_id,
    objectName: row.object_name,
    objectExists: row.object_exists,
    changes: row.changes,
    details: row.details,
    requestId: row.request_id,
    ip: row.ip,
  }));

const countRow = z.object({ action: z.string(), count: z.number() });
const dayRow = countRow.extend({ day: z.string() });

const COLUMNS = `entry.id, entry.at, entry.action, entry.actor_kind, entry.actor_id,
  coalesce(person.email, owner.email) AS actor_email, key.name AS actor_key, entry.object_type, entry.object_id,
  ${OBJECT_NAME} AS object_name, ${OBJECT_EXISTS} AS object_exists, entry.changes, entry.details, entry.request_id, host(entry.ip) AS ip`;
const FROM = `audit_entry AS entry
  LEFT JOIN app_user AS person ON person.id = entry.actor_id AND entry.actor_kind = 'user'
  LEFT JOIN api_key AS key ON key.id = entry.actor_id AND entry.actor_kind = 'api_key'
  LEFT JOIN app_user AS owner ON owner.id = key.user_id`;

/** Reads entries. */
@Injectable()
export class AuditRecordsRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: Lists,
  ) {}

  /** How often each of these was done on each day of a time zone, from a moment on; days without any are left out. */
  async countByDay(actions: readonly AuditAction[], from: Date, timeZone: string): Promise<AuditDay[]> {
    return this.transactions.query(
      dayRow,
      `SELECT (at AT TIME ZONE $3)::date::text AS day, action, count(*)::int AS count
         FROM audit_entry WHERE action = ANY ($1) AND at >= $2 GROUP BY 1, 2 ORDER BY 1, 2`,
      [actions, from, timeZone],
    );
  }

  /** How often each of these was done from a moment on. */
  async count(actions: readonly AuditAction[], from: Date): Promise<Map<string, number>> {
    const rows = await this.transactions.query(
      countRow,
      'SELECT action, count(*)::int AS count FROM audit_entry WHERE action = ANY ($1) AND at >= $2 GROUP BY action',
      [actions, from],
    );
    return new Map(rows.map(({ action, count }) => [action, count]));
  }

  /** @throws InvalidCursorError */
  async list(filter: AuditFilter, request: ListRequest<AuditOrder>): Promise<ListPage<AuditRecord>> {
    return this.lists.page(sourceOf(filter), request);
  }

  /** The same without counting. @throws InvalidCursorError */
  async part(filter: AuditFilter, request: ListRequest<AuditOrder>): Promise<ListPart<AuditRecord>> {
    return this.lists.part(sourceOf(filter), request);
  }

  /** How many there are, counted up to 100,000. */
  async total(filter: AuditFilter): Promise<ListCount> {
    return this.lists.count(sourceOf(filter));
  }
}

function sourceOf(filter: AuditFilter): ListSource<AuditRecord, AuditOrder> {
  const { objectType, objectId } = filter;
  const where = new Conditions()
    .add('entry.actor_id = ?::uuid', filter.actor)
    .add(`entry.actor_kind = 'user' AND ${ofEmail('entry.actor_id')}`, filter.email)
    .add(`entry.actor_kind = 'user' AND ${ofEmailStart('entry.actor_id')}`, filter.search)
    .add('entry.action = ?', filter.action)
    .add('entry.object_type = ?', objectType)
    .add('entry.object_id = ?', objectId)
    .add(
      `(entry.object_type = 'instrument' AND entry.object_id = ?::text
        OR entry.id = (SELECT mapping_entry_id FROM instrument WHERE id = (?::text)::bigint))`,
      filter.instrument,
    )
    .add('entry.request_id = ?', filter.requestId)
    .add('entry.at >= ?::timestamptz', filter.from)
    .add('entry.at < ?::timestamptz', filter.to);
  // the index of objects begins with their type
  if (objectId !== undefined && objectType === undefined) {
    where.add('entry.object_type = ANY (?::text[])', auditObjectTypes);
  }
  return {
    row: recordRow,
    columns: COLUMNS,
    from: FROM,
    conditions: where.all,
    values: where.values,
    orders: { at: { expression: 'entry.at', type: 'timestamptz' } },
    id: { expression: 'entry.id', type: 'bigint' },
  };
}
