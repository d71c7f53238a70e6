import { z } from 'zod';

/** How long a mail is in the hands of one process, in milliseconds: far longer than {@link SEND_TIMEOUT}. */
export const LEASE = 5 * 60_000;
/** After this long, in milliseconds, a mail that is being sent is given up for now. */
export const SEND_TIMEOUT = 60_000;
/** Mails that one call delivers at most. */
export const MOST_MAILS = 100;
/** So often a mail is tried: over a day. */
export const MOST_ATTEMPTS = 10;

/** What the outbox holds. */
export interface OutboxCounts {
  /** To be sent, now or at the next attempt. */
  readonly waiting: number;
  /** Given up for good in the last 24 hours. */
  readonly failed: number;
}

const FIRST_DELAY = 60_000;
const LONGEST_DELAY = 6 * 3_600_000;

/** How long to wait after so many attempts, in milliseconds: 1 minute, then three times as long each, 6 hours at most. */
export function delayAfter(attempts: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 3 ** (attempts - 1));
}

/**
 * What became of a mail that was handed to a transport. `refused`: this mail for good; `again`: this mail, not now;
 * `away`: nothing can be sent now. The reason is made of codes and holds nothing out of the mail.
 */
export type Delivery =
  { readonly state: 'sent' } | { readonly state: 'refused' | 'again' | 'away'; readonly reason: string };

/** What nodemailer and Node attach to an error; all of it may be missing. */
const failure = z
  .object({
    code: z.string(),
    originalCode: z.string(),
    command: z.string(),
    response: z.string(),
    responseCode: z.number(),
    permanent: z.boolean(),
  })
  .partial();

const WORD = /^[A-Z][A-Z0-9_-]*( [A-Z][A-Z0-9_-]*)?$/;
/** RFC 3463, behind the status code of the answer. */
const ENHANCED = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/;

/**
 * What an error of a transport means. Only an answer to RCPT TO or to the mail itself is about the mail (RFC 5321,
 * 4.2.1: 5xx is for good); whatever fails before that, a refused sign-in or sender too, is about us and the server.
 */
export function deliveryOf(error: unknown): Delivery {
  const parsed = failure.safeParse(error);
  const { command = '', response = '', responseCode, permanent = false, ...codes } = parsed.data ?? {};
  const words = [codes.code, codes.originalCode, command].filter((word) => word && WORD.test(word));
  const reason = [...words, responseCode, ENHANCED.exec(response)?.[1]]
    .filter(Boolean)
    .join(' ')
    .slice(0, 200);
  const aboutTheMail = responseCode !== undefined && (command === 'RCPT TO' || command === 'DATA');
  if (!aboutTheMail) return { state: 'away', reason: reason || 'unknown error' };
  return { state: permanent ? 'refused' : 'again', reason };
}
