import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import {
  AccountLinksRepository,
  type NewLink,
  type StoredLink,
} from '../persistence/account-links.repository';
import { KeyRing } from '../tokens/key-ring';
import {
  isTokenOf,
  LINK_LIFETIMES,
  type LinkPurpose,
  linkUrl,
  readLinkId,
  type Registration,
} from './account-link';
import { AccountLinkInvalidError } from './account.errors';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Links in mails, by which people prove that an address is theirs. Each is good once, for a while. */
@Injectable()
export class AccountLinksService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly ring: KeyRing,
    private readonly links: AccountLinksRepository,
  ) {}

  /**
   * A new link for an account; an older one for the same purpose is void from now on. One that is good and younger than
   * 5 minutes is given again instead, for as long as a new one: a stranger who asks does not void it under its owner.
   *
   * @param userId `null`, an unknown or an inactive one costs the same and leads nowhere
   * @returns what a mail keeps of it instead of its address: {@link urlOf}
   */
  async issue(userId: string | null, purpose: LinkPurpose): Promise<string> {
    const link = this.newLink(purpose);
    return (await this.links.replace(link, userId)) ?? link.id;
  }

  /** The same for an account that will come into being by it. Several for one address may wait side by side. */
  async issueRegistration(wanted: Registration): Promise<string> {
    const link = this.newLink('email_verification');
    await this.links.insertRegistration(link, wanted);
    return link.id;
  }

  /** The address that a link leads to; `null` when it is good for nothing any more. */
  async urlOf(reference: string): Promise<string | null> {
    const link = UUID.test(reference) ? await this.links.findAlive(reference) : null;
    const key = link && this.keyOf(link.kid);
    return link && key ? linkUrl(this.config.mail.appUrl, link, key) : null;
  }

  /** The link that a token stands for, if it is good now for one of these purposes. It stays so. */
  async find(token: string, purposes: readonly LinkPurpose[]): Promise<StoredLink | null> {
    const id = readLinkId(token);
    const link = id === null ? null : await this.links.findAlive(id);
    const key = link && this.keyOf(link.kid);
    return link && key && isTokenOf(token, link, key) && purposes.includes(link.purpose) ? link : null;
  }

  /** The same. @throws AccountLinkInvalidError */
  async check(token: string, purposes: readonly LinkPurpose[]): Promise<StoredLink> {
    const link = await this.find(token, purposes);
    if (!link) throw new AccountLinkInvalidError();
    return link;
  }

  /**
   * The same, and uses it up; undone when the transaction around it fails. Lock the account before, if there is one:
   * all who lock both do it in this order.
   *
   * @throws AccountLinkInvalidError, also for all but one of those who use it at the same moment
   */
  async redeem(token: string, purposes: readonly LinkPurpose[]): Promise<StoredLink> {
    const link = await this.check(token, purposes);
    if (!(await this.links.use(link.id))) throw new AccountLinkInvalidError();
    return link;
  }

  /**
   * The account that a link will make.
   *
   * @throws AccountLinkInvalidError
   */
  async findRegistration({ id }: StoredLink): Promise<Registration> {
    const registration = await this.links.findRegistration(id);
    if (!registration) throw new AccountLinkInvalidError();
    return registration;
  }

  /**
   * The account that a link makes, when it is used.
   *
   * @throws AccountLinkInvalidError
   */
  async takeRegistration({ id }: StoredLink): Promise<Registration> {
    const registration = await this.links.takeRegistration(id);
    if (!registration) throw new AccountLinkInvalidError();
    return registration;
  }

  /** Voids what would set another password: its owner has just chosen one. Lock the account before. */
  async voidPasswordLinks(userId: string): Promise<void> {
    await this.links.deletePasswordLinks(userId);
  }

  /**
   * Removes links that have run out.
   *
   * @param most how many at once
   * @returns how many they were; fewer: there are no more
   */
  async purge(most: number): Promise<number> {
    return this.links.deleteExpired(most);
  }

  private newLink(purpose: LinkPurpose): NewLink {
    return { id: randomUUID(), purpose, kid: this.ring.active.kid, lifetime: LINK_LIFETIMES[purpose] };
  }

  private keyOf(kid: string) {
    return this.ring.keys.find((one) => one.kid === kid)?.key;
  }
}
