import { Injectable } from '@nestjs/common';
import type { ListPage, ListRequest } from '@app/database';
import { isGroupName } from './group';
import { UnknownGroupError } from './groups.errors';
import { PermissionsService } from './permissions.service';
import { GroupsRepository } from './persistence/groups.repository';
import { PermissionsRepository } from './persistence/permissions.repository';
import { UserListRepository } from './persistence/user-list.repository';
import { UsersRepository } from './persistence/users.repository';
import { isUserId, type User, type UserDetails, type UserFilter, type UserOrder } from './user';
import { UnknownUserError } from './users.errors';

/** Looking accounts up, for whoever may see them. */
@Injectable()
export class UserDirectoryService {
  constructor(
    private readonly lists: UserListRepository,
    private readonly users: UsersRepository,
    private readonly groups: GroupsRepository,
    private readonly granted: PermissionsRepository,
    private readonly permissions: PermissionsService,
  ) {}

  /**
   * A part of all accounts.
   *
   * @throws UnknownGroupError, InvalidCursorError
   */
  async list({ group, ...filter }: UserFilter, request: ListRequest<UserOrder>): Promise<ListPage<User>> {
    if (group === undefined) return this.lists.page(filter, request);
    const groupId = isGroupName(group) ? await this.groups.findId(group) : null;
    if (groupId === null) throw new UnknownGroupError(group);
    return this.lists.page({ ...filter, groupId }, request);
  }

  /**
   * An account with all that it was given.
   *
   * @throws UnknownUserError
   */
  async find(id: string): Promise<UserDetails> {
    const user = isUserId(id) ? await this.users.findById(id) : null;
    if (!user) throw new UnknownUserError();
    return {
      ...user,
      groups: await this.groups.findNamesOf(id),
      permissions: await this.granted.findOwn(id),
      effective: await this.permissions.explain(id),
    };
  }
}
