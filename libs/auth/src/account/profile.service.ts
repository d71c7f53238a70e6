import { Injectable } from '@nestjs/common';
import { GroupsService, type Person, UnknownUserError, type User, UsersService } from '@app/users';
import type { Caller } from '../sessions/session';
import { OwnEmailService } from './own-email.service';

/** An account as its owner sees it. */
export interface Profile {
  readonly user: User;
  /** Names, sorted. */
  readonly groups: readonly string[];
  /** Codenames of all that the owner may do now, sorted. */
  readonly permissions: readonly string[];
}

/** What somebody may change of his own account by himself: never a flag or a right. */
export interface ProfileChanges {
  readonly displayName?: string | undefined;
  readonly language?: User['language'] | undefined;
  /** Only together with the present password. */
  readonly email?: string | undefined;
  readonly currentPassword?: string | undefined;
}

/** The account of whoever is signed in. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly users: UsersService,
    private readonly groups: GroupsService,
    private readonly emails: OwnEmailService,
  ) {}

  /** @throws UnknownUserError when it has been deleted at this moment */
  async get({ userId, permissions }: Person): Promise<Profile> {
    const user = await this.users.findById(userId);
    if (!user) throw new UnknownUserError();
    const groups = await this.groups.namesOf(userId);
    return { user, groups, permissions: [...permissions].sort() };
  }

  /**
   * Changes all that is named, or nothing at all.
   *
   * @throws InvalidUserError, UnknownUserError; with an address what `OwnEmailService.change` throws
   */
  async change(
    person: Person,
    { displayName, language, email, currentPassword = '' }: ProfileChanges,
    caller: Caller,
  ): Promise<Profile> {
    const changes = { displayName, language };
    if (email === undefined) await this.users.update(person, person.userId, changes);
    else await this.emails.change(person, { ...changes, email }, currentPassword, caller);
    return this.get(person);
  }
}
