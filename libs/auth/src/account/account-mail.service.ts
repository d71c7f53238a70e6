import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { type DeliveryReport, type MailContent, OutboxService } from '@app/mail';
import type { User } from '@app/users';
import { LINK_LIFETIMES, type LinkPurpose, type Registration } from './account-link';
import { AccountLinksService } from './account-links.service';

/** The recipient of mails that never leave, because their link leads nowhere; no server would find it (RFC 2606). */
const NOBODY: Pick<User, 'email' | 'language'> = { email: 'nobody@invalid', language: 'es' };
const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Mails about accounts. Each joins the transaction of its caller, and leaves after it. */
@Injectable()
export class AccountMailService {
  constructor(
    private readonly clock: Clock,
    private readonly links: AccountLinksService,
    private readonly outbox: OutboxService,
  ) {}

  /**
   * A mail with a new link to the owner of an account.
   *
   * @param user `null` or an inactive one gets none, and that costs the same: nobody can tell by the time
   */
  async sendLink(user: User | null, purpose: LinkPurpose): Promise<void> {
    const receiver = user?.isActive ? user : null;
    const link = await this.links.issue(receiver?.id ?? null, purpose);
    await this.enqueue(receiver ?? NOBODY, linkContent(purpose, link));
  }

  /**
   * A mail with the link that makes an account, or to the owner of the account that is there already; it costs the
   * same, and an owner who is inactive gets none.
   */
  async sendRegistration(wanted: Registration, present: User | null): Promise<void> {
    const link = await this.links.issueRegistration(wanted);
    if (present?.isActive) await this.enqueue(present, { kind: 'account_exists' });
    else if (present) await this.enqueue(NOBODY, linkContent('email_verification', NOWHERE));
    else await this.enqueue(wanted, linkContent('email_verification', link));
  }

  /** Tells the owner that the password is another one now. */
  async sendPasswordChanged(user: User, ip: string | null): Promise<void> {
    await this.enqueue(user, { kind: 'password_changed', at: this.clock.now().toISOString(), ip });
  }

  /**
   * Tells the owner that the account has another address now.
   *
   * @param before the account as it was: the mail goes to the old address
   */
  async sendEmailChanged(before: User, ip: string | null): Promise<void> {
    await this.enqueue(before, { kind: 'email_changed', at: this.clock.now().toISOString(), ip });
  }

  /** Tells the owner that there is another key, whoever made it. */
  async sendApiKeyCreated(
    owner: User,
    { name, prefix }: { readonly name: string; readonly prefix: string },
    ip: string | null,
  ): Promise<void> {
    await this.enqueue(owner, {
      kind: 'api_key_created',
      ...{ name, prefix, ip },
      at: this.clock.now().toISOString(),
    });
  }

  /**
   * Sends what is due of all mails, whatever they are about; safe in several processes at once.
   *
   * @param options.signal ends it behind the mail in hand
   */
  async deliver(options: { readonly signal?: AbortSignal } = {}): Promise<DeliveryReport> {
    return this.outbox.deliverDue((reference) => this.links.urlOf(reference), options);
  }

  private async enqueue(to: Pick<User, 'email' | 'language'>, content: MailContent): Promise<void> {
    await this.outbox.enqueue({ to: to.email, language: to.language, content });
  }
}

function linkContent(purpose: LinkPurpose, link: string): MailContent {
  const minutes = LINK_LIFETIMES[purpose] / 60_000;
  return purpose === 'password_reset'
    ? { kind: purpose, link, minutes }
    : { kind: purpose, link, hours: minutes / 60 };
}
