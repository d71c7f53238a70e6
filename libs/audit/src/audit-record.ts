import type { AuditAction, AuditObjectType } from './audit-event';

/** The only order of the list: by time. */
export const auditOrders = ['at'] as const;
export type AuditOrder = (typeof auditOrders)[number];

/** Which entries are meant; all conditions hold together. */
export interface AuditFilter {
  /** Id of a user or of an API key. */
  readonly actor?: string | undefined;
  /** Of the user who acted in person, in any letter case. */
  readonly email?: string | undefined;
  /** The beginning of that e-mail. */
  readonly search?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly objectType?: AuditObjectType | undefined;
  readonly objectId?: string | undefined;
  /** Id of a listing: what was done to it, and the mapping of a spelling that moved it with others. */
  readonly instrument?: string | undefined;
  readonly requestId?: string | undefined;
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly to?: Date | undefined;
}

/** An entry as it is read: names that people have now are looked up, all else is as it was written. */
export interface AuditRecord {
  readonly id: string;
  readonly at: Date;
  /** Also of an action that this version does not know any more. */
  readonly action: string;
  readonly actorKind: string;
  /** Id of a user or an API key; `null`: a rule, a command, or nobody known. */
  readonly actorId: string | null;
  /** Of the user, or of the owner of the API key; `null` too when that one is gone. */
  readonly actorEmail: string | null;
  /** Name of the API key. */
  readonly actorKey: string | null;
  readonly objectType: string;
  readonly objectId: string | null;
  /** As it is now; `null` when it is gone, or its id is its name. */
  readonly objectName: string | null;
  /** Whether it is still there; `null` of many things, and of kinds that nobody can look at. */
  readonly objectExists: boolean | null;
  /** Field by field, before and after. */
  readonly changes: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly ip: string | null;
}

/** How often something was done on a day. */
export interface AuditDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly action: string;
  readonly count: number;
}
