/** Everything that is put down, `object.action`. A name is never reused for another meaning. */
export const auditActions = [
  'session.sign_in',
  'session.sign_in_failed',
  'session.sign_in_throttled',
  'session.sign_out',
  'session.recovered',
  'session.token_reused',
  'session.revoked',
  'token.blacklisted',
  'user.created',
  'user.invited',
  'user.changed',
  'user.deleted',
  'user.permissions_changed',
  'user.groups_changed',
  'user.password_changed',
  'user.password_change_failed',
  'user.password_reset',
  'user.password_reset_requested',
  'user.email_verified',
  'user.unlocked',
  'user.tokens_invalidated',
  'group.created',
  'group.changed',
  'group.deleted',
  'group.permissions_changed',
  'permission.removed',
  'permission.missing',
  'apikey.created',
  'apikey.changed',
  'apikey.revoked',
  'instrument.created',
  'instrument.changed',
  'instrument.deleted',
  'instrument.restored',
  'bulkjob.ordered',
  'bulkjob.cancelled',
  'bulkjob.finished',
  'category.mapped',
  'source.created',
  'source.changed',
  'import.started',
  'import.finished',
  'import.approved',
  'import.rejected',
  'dataset.loaded',
] as const;

/** One of {@link auditActions}. */
export type AuditAction = (typeof auditActions)[number];

/** What kind of thing an action is about. */
export const auditObjectTypes = [
  'user',
  'group',
  'permission',
  'session',
  'token',
  'api_key',
  'instrument',
  'category',
  'source',
  'import_run',
  'bulk_job',
  'dataset',
] as const;

/** One of {@link auditObjectTypes}. */
export type AuditObjectType = (typeof auditObjectTypes)[number];

/** Who acts: a person, a program by its key, the operator at the terminal or the rules, or nobody known. */
export type AuditActor =
  { readonly kind: 'user' | 'api_key'; readonly id: string } | { readonly kind: 'system' | 'anonymous' };

/** A value in a list of differences: never a secret, never a token or a hash. */
export type AuditValue = string | number | boolean | null | readonly string[];

/** Something that happened, as the service that did it tells it. */
export interface AuditEvent {
  /** One that was reserved, where other rows name the entry; usually absent. */
  readonly id?: string;
  readonly action: AuditAction;
  readonly object: { readonly type: AuditObjectType; readonly id: string | null };
  /** Field by field, before and after; only what differs. */
  readonly changes?: Readonly<Record<string, readonly [AuditValue, AuditValue]>>;
  /** What else is worth knowing. */
  readonly details?: Readonly<Record<string, AuditValue>>;
  /** Who did it where the request does not say: at sign-in nobody is known yet. */
  readonly actor?: AuditActor;
  /** From where, likewise. */
  readonly ip?: string | null;
}

/** The fields that differ between two states of a thing, each with both values. */
export function differences<T extends Readonly<Record<string, AuditValue>>>(
  before: T,
  after: T,
): Record<string, readonly [AuditValue, AuditValue]> {
  return Object.fromEntries(
    Object.keys(after).flatMap((field): [string, readonly [AuditValue, AuditValue]][] => {
      const [old, now] = [before[field] ?? null, after[field] ?? null];
      return JSON.stringify(old) === JSON.stringify(now) ? [] : [[field, [old, now]]];
    }),
  );
}
