import { type ListBody, PageBody, toMoment } from '../http/list.mapper';
import type { AuditFilter, AuditRecord } from '@app/audit';
import type { AuditExportQueryDto } from './audit.dto';

/** An entry of the audit as the door shows it. */
export class AuditEntryBody {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  /** `user`, `api_key`, `system` (a command or a rule) or `anonymous`. */
  readonly actor_kind: string;
  readonly actor: string | null;
  /** Of the user, or of the owner of the API key, as it is now. */
  readonly actor_email: string | null;
  /** Name of the API key. */
  readonly actor_key: string | null;
  readonly object_type: string;
  readonly object_id: string | null;
  /** As it is now, of a session or a token the e-mail of its user; `null` when it is gone, or its id is its name. */
  readonly object_name: string | null;
  /** Whether it is still there; `null` of many things, and of kinds that nobody can look at. */
  readonly object_exists: boolean | null;
  /** Field by field: `[before, after]`. */
  readonly changes: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
  readonly request_id: string | null;
  readonly ip: string | null;
}

/** A part of all entries. */
export class AuditListBody implements ListBody<AuditEntryBody> {
  readonly data: AuditEntryBody[];
  readonly page: PageBody;
}

/** Shows an entry. */
export function toAuditEntryBody(record: AuditRecord): AuditEntryBody {
  return {
    id: record.id,
    at: record.at.toISOString(),
    action: record.action,
    actor_kind: record.actorKind,
    actor: record.actorId,
    actor_email: record.actorEmail,
    actor_key: record.actorKey,
    object_type: record.objectType,
    object_id: record.objectId,
    object_name: record.objectName,
    object_exists: record.objectExists,
    changes: record.changes,
    details: record.details,
    request_id: record.requestId,
    ip: record.ip,
  };
}

/** Which entries a query means. */
export function toAuditFilter(query: AuditExportQueryDto): AuditFilter {
  return {
    actor: query.actor,
    email: query.email,
    search: query.q,
    action: query.action,
    objectType: query.object_type,
    objectId: query.object_id,
    requestId: query.request_id,
    from: toMoment(query.from),
    to: toMoment(query.to),
  };
}
