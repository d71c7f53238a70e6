import { useTranslate } from 'react-admin';
import type { AuditEntry } from './audit-entry';

/** Says who did it: a person by address, with the key that did it in the person's name; else the kind of actor. */
export function useActorText(): (entry: AuditEntry) => string {
  const translate = useTranslate();
  return ({ actor_kind: kind, actor_email: email, actor_key: key }) => {
    const who = email ?? translate(`audit.kinds.${kind}`);
    return key === null ? who : translate('audit.by_key', { who, key });
  };
}
