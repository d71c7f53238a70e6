import type { RaRecord } from 'react-admin';

/** An entry as the API shows it. */
export interface AuditEntry extends RaRecord<string> {
  readonly at: string;
  readonly action: string;
  readonly actor_kind: string;
  readonly actor_email: string | null;
  readonly actor_key: string | null;
  readonly object_type: string;
  readonly object_id: string | null;
  /** What it is called now; of what is gone, and where the id is a name, none. */
  readonly object_name: string | null;
  /** Whether it is still there; `null`: nobody can look at it. */
  readonly object_exists: boolean | null;
  /** Before and after, by field. */
  readonly changes: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
  readonly request_id: string | null;
}

/** Whether an entry tells of everybody: tokens that were invalidated of no user in particular. */
export function isOfEverybody({ action, object_id: id }: AuditEntry): boolean {
  return action === 'user.tokens_invalidated' && id === null;
}

/** Of how many sessions at once an entry tells, and of how many users where it says that; `null`: of none or of one. */
export function sessionsOf({
  object_type: type,
  object_id: id,
  details,
}: Pick<AuditEntry, 'object_type' | 'object_id' | 'details'>): {
  readonly sessions: number;
  readonly users: number | null;
} | null {
  const { sessions, users } = details;
  if (type !== 'session' || id !== null || typeof sessions !== 'number') return null;
  return { sessions, users: typeof users === 'number' ? users : null };
}

/** The text that names what was done. */
export function actionText(entry: AuditEntry): string {
  if (isOfEverybody(entry)) return 'audit.everybody_signed_out';
  return `audit.actions.${entry.action.replace('.', '_')}`;
}
