/** How long a token stays behind its end. */
export const KEPT_EXPIRED = "interval '24 hours'";

/**
 * Whether a token has been expired for a day.
 *
 * @param token the name of its row in a statement, as in {@link isSpent}
 * @param moment that retention is counted back from, as SQL
 */
export const isLongExpired = (token: string, moment: string): string =>
  `${token}.expires_at < ${moment} - ${KEPT_EXPIRED}`;

/** Whether a token that was consumed has been so for 7 days. */
export const isLongConsumed = (token: string, moment: string): string =>
  `${token}.consumed_at < ${moment} - interval '7 days'`;

/**
 * Whether nobody needs a token any more that has long expired: it has long been consumed too, or it was not and is not the
 * head of a live session. That is looked up for each head: behind EXISTS the planner would read all live sessions.
 */
export const isSpent = (token: string, moment: string): string =>
  `CASE WHEN ${token}.consumed_at IS NOT NULL
        THEN ${isLongConsumed(token, moment)}
        ELSE NOT coalesce((SELECT session.current_gen = ${token}.gen AND session.revoked_at IS NULL
                                    AND least(session.idle_expires_at, session.absolute_expires_at) > ${moment}
                             FROM auth_session AS session WHERE session.id = ${token}.session_id), false)
   END`;
