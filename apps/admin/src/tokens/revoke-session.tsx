import { useLocaleState, useTranslate } from 'react-admin';
import { useSession } from '../session/use-session';
import { momentText } from '../shared/moment-text';
import { agentText } from './agent-text';
import { RevokeButton } from './revoke-button';
import type { SessionRecord } from './token-types';

/** Takes back one session, which is told from others of the same account by its browser and its sign-in. */
export function RevokeSession({ session }: { readonly session: SessionRecord }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { id: mine } = useSession();
  const agent = agentText(session.user_agent ?? '') || translate('tokens.unknown_agent');
  const at = momentText(session.created_at, locale);
  return (
    <RevokeButton
      path={`/api/v1/admin/sessions/${session.id}`}
      method="DELETE"
      text={session.id === mine ? 'tokens.revoke_own_text' : 'tokens.revoke_session_text'}
      of={session.email}
      name={translate('tokens.session_name', { agent, at })}
    />
  );
}
