import type { Limit, LimitName } from '../limits/limit';
import type { Caller } from '../sessions/session';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ACCOUNT_AND_ADDRESS = 'sign_in:account_address';
const ACCOUNT = 'sign_in:account';
const ADDRESS = 'sign_in:address';

/** What a sign-in is counted for; always in this order, so that two of them never wait for each other. */
export interface SignInLimits {
  /** Together with attempts of others: a success takes its own hit back and no other. */
  readonly shared: readonly Limit[];
  /** By the account and where the attempt comes from: forgotten after a success. */
  readonly own: Limit;
}

/**
 * The limits of an attempt, for a name that nobody has just as for one of an account.
 *
 * @param account its e-mail
 * @param device proven to belong to the account, or `null`. Such a device is counted by itself and for nothing else:
 *   neither a flood of attempts at the account nor others at the same address keep its owner out.
 */
export function signInLimits(account: string, caller: Caller, device: string | null): SignInLimits {
  const own = {
    bucket: ACCOUNT_AND_ADDRESS,
    key: account,
    source: device ?? caller,
    most: 5,
    seconds: DAY,
    longestPause: 15 * MINUTE,
  };
  if (device !== null) return { shared: [], own };
  const shared = [
    { bucket: ADDRESS, key: caller, most: 20, seconds: 5 * MINUTE },
    { bucket: ACCOUNT, key: account, most: 100, seconds: HOUR },
  ];
  return { shared, own };
}

/** One refusal by a limit in a window: whatever is done about refusals is not done for each of a flood. */
export function refusalLimit({ bucket, key, source, seconds }: Limit): Limit {
  return { bucket: `${bucket}:refused`, key, ...(source === undefined ? {} : { source }), most: 1, seconds };
}

/** All that is counted for an account, from wherever; in the same order. */
export function accountLimits(account: string): LimitName[] {
  return [
    { bucket: ACCOUNT, key: account },
    { bucket: ACCOUNT_AND_ADDRESS, key: account },
  ];
}
