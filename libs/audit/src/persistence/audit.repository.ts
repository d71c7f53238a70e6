import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { inet, Transactions } from '@app/database';
import type { AuditEvent } from '../audit-event';
import type { Trace } from '../trace.service';

const LONGEST = 200;
const NEXT_ID = `nextval(pg_get_serial_sequence('audit_entry', 'id'))`;
const idRow = z.object({ id: z.string() });

/** Writes entries; there is nothing that changes or removes one. */
@Injectable()
export class AuditRepository {
  constructor(private readonly transactions: Transactions) {}

  /** An id that no entry has or gets by itself. */
  async reserve(): Promise<string> {
    const [row] = await this.transactions.query(idRow, `SELECT ${NEXT_ID}::text AS id`);
    if (!row) throw new Error('the database answered nothing to SELECT');
    return row.id;
  }

  async insert(events: readonly AuditEvent[], trace: Trace): Promise<void> {
    const rows = events.map(
      ({ id, action, object, changes = {}, details = {}, actor = trace.actor, ip }) => ({
        id,
        action,
        actor_kind: actor.kind,
        actor_id: 'id' in actor ? actor.id : null,
        object_type: object.type,
        object_id: object.id?.slice(0, LONGEST) ?? null,
        changes,
        details,
        ip: inet(ip === undefined ? trace.ip : ip),
      }),
    );
    await this.transactions.execute(
      `INSERT INTO audit_entry (id, action, actor_kind, actor_id, object_type, object_id, changes, details, ip, request_id)
       OVERRIDING SYSTEM VALUE
       SELECT coalesce(id, ${NEXT_ID}), action, actor_kind, actor_id, object_type, object_id, changes, details, ip, $2
         FROM jsonb_to_recordset($1::jsonb)
           AS entry (id bigint, action text, actor_kind text, actor_id uuid, object_type text, object_id text,
                     changes jsonb, details jsonb, ip inet)`,
      [JSON.stringify(rows, storable), trace.requestId?.slice(0, LONGEST) ?? null],
    );
  }
}

/** Without what jsonb cannot hold: a NUL, half a character. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/[\0\p{Cs}]/gu, '') : value;
}
