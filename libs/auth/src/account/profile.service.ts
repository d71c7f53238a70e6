import { Injectable } from '@nestjs/common';
import { GroupsService, type Person, UnknownUserError, type User, UsersService } from '@app/users';

/** An account as its owner sees it. */
export interface Profile {
  readonly user: User;
  /** Names, sorted. */
  readonly groups: readonly string[];
  /** Codenames of all that the owner may do now, sorted. */
  readonly permissions: readonly string[];
}

/** What somebody may change of his own account by himself: never an address, a flag or a right. */
export interface ProfileChanges {
  readonly displayName?: string | undefined;
  readonly language?: User['language'] | undefined;
}

/** The account of whoever is signed in. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly users: UsersService,
    private readonly groups: GroupsService,
  ) {}

  /** @throws UnknownUserError when it has been deleted at this moment */
  async get({ userId, permissions }: Person): Promise<Profile> {
    const user = await this.users.findById(userId);
    if (!user) throw new UnknownUserError();
    const groups = await this.groups.namesOf(userId);
    return { user, groups, permissions: [...permissions].sort() };
  }

  /** @throws InvalidUserError, UnknownUserError */
  async change(person: Person, { displayName, language }: ProfileChanges): Promise<Profile> {
    await this.users.update(person, person.userId, { displayName, language });
    return this.get(person);
  }
}
