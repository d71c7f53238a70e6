import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { type Delivery, delayAfter, MOST_ATTEMPTS, MOST_MAILS, type OutboxCounts } from './delivery';
import { writeLetter } from './letters/write-letter';
import type { Mail } from './mail';
import { MailTransportGateway } from './mail-transport.gateway';
import { type ClaimedMail, OutboxRepository } from './persistence/outbox.repository';

/**
 * Makes the address that a link leads to from its reference; `null`: the link has expired or was used. It is asked
 * right before the mail leaves, and what it answers is kept nowhere.
 */
export type LinkOf = (reference: string) => Promise<string | null>;

/** What {@link OutboxService.deliverDue} did. */
export interface DeliveryReport {
  readonly sent: number;
  /** Attempts that failed, whether the mail is tried again or not. */
  readonly failed: number;
  /** Mails whose link was worth nothing any more. */
  readonly dropped: number;
}

type Outcome = Delivery | { readonly state: 'dropped'; readonly reason: string };

/**
 * Mails that are decided on in a transaction and sent after it. A mail is claimed, sent outside of any transaction,
 * and marked. A process that dies in between leaves a claim that runs out, and the mail is sent again under the same
 * Message-ID: to files exactly once; over SMTP twice if the server had accepted it and we died before marking it, which
 * no client can rule out (RFC 5321, 4.5.4.1 prefers the repetition to the loss, and so do we).
 */
@Injectable()
export class OutboxService {
  private readonly logger = new Logger('mail');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly outbox: OutboxRepository,
    private readonly transport: MailTransportGateway,
  ) {}

  /**
   * Puts a mail into the outbox; it stands or falls with the transaction of the caller.
   *
   * @throws ZodError when the content is none, or its link is no reference: a fault of ours
   */
  async enqueue(mail: Mail): Promise<void> {
    await this.outbox.insert(mail);
  }

  /**
   * Sends what is due, one mail after another, 100 at most; ends early when nothing can be sent now. Any number of
   * processes may do it at once. A mail is tried ten times over a day, unless it is refused for good.
   *
   * @param linkOf makes the links
   * @param options its signal ends it behind the mail in hand
   * @throws whatever `linkOf` throws; that mail comes again when its claim runs out
   */
  async deliverDue(linkOf: LinkOf, { signal }: { signal?: AbortSignal } = {}): Promise<DeliveryReport> {
    const counts = { sent: 0, failed: 0, dropped: 0 };
    for (let n = 0; n < MOST_MAILS && !signal?.aborted; n += 1) {
      const mail = await this.outbox.claim();
      if (!mail) break;
      const outcome = await this.attempt(mail, linkOf);
      await this.settle(mail, outcome);
      const { state } = outcome;
      counts[state === 'sent' || state === 'dropped' ? state : 'failed'] += 1;
      if (state === 'away') break;
    }
    return counts;
  }

  /** For whoever watches over it. */
  async counts(): Promise<OutboxCounts> {
    return this.outbox.count();
  }

  /**
   * Deletes mails that were sent, or failed, 30 days ago.
   *
   * @param most how many at once
   * @returns how many they were; fewer: there are no more
   */
  async purgeSent(most: number): Promise<number> {
    return this.outbox.deleteDone(most);
  }

  private async attempt(mail: ClaimedMail, linkOf: LinkOf): Promise<Outcome> {
    const { id, to, language, content, createdAt, attempts } = mail;
    if (attempts > MOST_ATTEMPTS) return { state: 'refused', reason: 'no attempt came to its end' };
    if (content === null) return { state: 'again', reason: 'unknown kind or parameters' };
    const link = 'link' in content ? await linkOf(content.link) : null;
    if ('link' in content && link === null) return { state: 'dropped', reason: 'link expired or used' };
    const { timeZone, mail: settings } = this.config;
    const letter = writeLetter(content, language, { link: link ?? '', timeZone, appUrl: settings.appUrl });
    return this.transport.send({ id, to, createdAt, ...letter });
  }

  private async settle(mail: ClaimedMail, outcome: Outcome): Promise<void> {
    if (outcome.state === 'sent') {
      await this.outbox.markSent(mail);
      return;
    }
    const { state, reason } = outcome;
    const forGood = state === 'refused' || state === 'dropped' || mail.attempts >= MOST_ATTEMPTS;
    if (forGood) await this.outbox.markFailed(mail, reason);
    else await this.outbox.postpone(mail, delayAfter(mail.attempts), reason);
    if (state !== 'dropped') {
      this.logger.warn(`mail ${mail.id}, attempt ${mail.attempts}${forGood ? ', the last' : ''}: ${reason}`);
    }
  }
}
