import { Conditions, ofEmail, ofEmailStart } from '@app/database';
import type { SessionFilter, SessionStanding } from '../sessions/session';
import { isSessionId } from '../sessions/session-id';

/** When a session ends unless it is used; an index has the open ones by it. */
export const SESSION_END = 'least(session.idle_expires_at, session.absolute_expires_at)';

/** Whether a user, by the name of its row, may come in with a session; null for no user. */
function welcome(user: string): string {
  return `(${user}.is_active AND (${user}.tokens_valid_after IS NULL OR ${user}.tokens_valid_after <= session.authenticated_at))`;
}

const OWNER_WELCOME = `EXISTS (SELECT FROM app_user AS owner WHERE owner.id = session.user_id AND ${welcome('owner')})`;

/** Whether a session may be used: neither ended nor run out, nor declared void with whatever its user had. */
export const OPEN = `session.revoked_at IS NULL AND ${SESSION_END} > now() AND ${OWNER_WELCOME}`;

const STANDINGS: Readonly<Record<SessionStanding, string>> = {
  revoked: 'session.revoked_at IS NOT NULL',
  open: OPEN,
  expired: `session.revoked_at IS NULL AND (${SESSION_END} <= now() OR NOT ${OWNER_WELCOME})`,
};

/** What has become of a row of `auth_session AS session` whose user, if there is one, is joined as `person`. */
export const SESSION_STANDING = `CASE WHEN session.revoked_at IS NOT NULL THEN 'revoked'
  WHEN ${SESSION_END} > now() AND ${welcome('person')} THEN 'open' ELSE 'expired' END`;

/** The rows of `auth_session AS session` that a filter means. */
export function sessionConditions(filter: SessionFilter): Conditions {
  const { search, standing } = filter;
  const where = new Conditions()
    .add('session.id = ANY (?::uuid[])', filter.ids)
    .add('session.user_id = ?::uuid', filter.userId)
    .add(ofEmail('session.user_id'), filter.email)
    .add('session.id <> ?::uuid', filter.except)
    .add('session.authenticated_at < ?::timestamptz', filter.before)
    .add('session.revoked_reason = ? AND session.revoked_at IS NOT NULL', filter.reason)
    .add('session.transport = ?', filter.transport)
    .add('session.ip <<= ?::inet', filter.network)
    .add('session.created_at >= ?::timestamptz', filter.createdFrom)
    .add('session.created_at < ?::timestamptz', filter.createdTo);
  if (search !== undefined && isSessionId(search)) where.add('session.id = ?::uuid', search);
  else where.add(ofEmailStart('session.user_id'), search);
  return standing === undefined ? where : where.require(STANDINGS[standing]);
}
