import type { Limit } from '../limits/limit';
import type { Caller } from '../sessions/session';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What somebody can have mail sent for. */
type MailOccasion = 'password_reset' | 'registration' | 'email_verification';

/**
 * Links to a new password, whether or not there is an account: few for one address of a caller, so that a stranger does
 * not use up what the owner may have, and more from everywhere together.
 */
export function resetLimits(email: string, caller: Caller): Limit[] {
  return [
    callerLimit('password_reset', caller),
    { bucket: 'password_reset:account', key: email, most: 20, seconds: HOUR },
    { bucket: 'password_reset:account_address', key: email, source: caller, most: 3, seconds: HOUR },
  ];
}

/** Mails to one address, whether or not there is an account: nobody fills the box of somebody else. */
export function mailLimit(occasion: MailOccasion, email: string): Limit {
  return { bucket: `${occasion}:account`, key: email, most: 3, seconds: HOUR };
}

/** Attempts from one network address, whatever they are about. */
export function callerLimit(occasion: MailOccasion | 'link_check', caller: Caller): Limit {
  return { bucket: `${occasion}:address`, key: caller, most: 20, seconds: 5 * MINUTE };
}

/** Guesses at the present password by somebody who has got hold of a session, slowed down as at sign-in. */
export function presentPasswordLimit(userId: string): Limit {
  return { bucket: 'password_change:account', key: userId, most: 5, seconds: DAY, longestPause: 15 * MINUTE };
}

/** Guesses at the password of an account that a link would make. */
export function registrationPasswordLimit(linkId: string): Limit {
  return { bucket: 'registration:password', key: linkId, most: 5, seconds: DAY, longestPause: 15 * MINUTE };
}

/** Other addresses for one account: each answer tells whether an address is taken. */
export function emailChangeLimit(userId: string): Limit {
  return { bucket: 'email_change:account', key: userId, most: 5, seconds: DAY };
}
