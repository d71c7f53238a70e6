import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { GroupsService, UserDirectoryService, userOrders } from '@app/users';
import {
  CurrentRequester,
  RequirePermission,
  RequirePermissionInPerson,
  type Requester,
} from '../http/access';
import { toListBody, toListRequest } from '../http/list.mapper';
import { CreateGroupDto, SearchDto, UpdateGroupDto } from './groups.dto';
import { type GroupListBody, type GroupBody, toGroupBody } from './groups.mapper';
import { MembersQueryDto } from './users.dto';
import { type UserListBody, toUserBody } from './users.mapper';

/**
 * The groups. Whoever changes one holds all that it holds and, unless a superuser, is not in it (403). Giving is not
 * for API keys: it would outlive the key.
 */
@Controller('api/v1/admin/groups')
export class GroupsController {
  constructor(
    private readonly groups: GroupsService,
    private readonly directory: UserDirectoryService,
  ) {}

  /** The groups by name, all of them at once; `q` is a part of the name. */
  @Get()
  @RequirePermission('users.view_group')
  async list(@Query() { q = '' }: SearchDto): Promise<GroupListBody> {
    const found = (await this.groups.list()).filter(({ name }) => name.includes(q.toLowerCase()));
    return { data: found.map(toGroupBody) };
  }

  /** One group; 404 if there is none. */
  @Get(':name')
  @RequirePermission('users.view_group')
  async find(@Param('name') name: string): Promise<GroupBody> {
    return toGroupBody(await this.groups.find(name));
  }

  /** A part of the accounts in a group; 404 if there is no such group. */
  @Get(':name/users')
  @RequirePermission('users.view_user')
  async users(@Param('name') name: string, @Query() query: MembersQueryDto): Promise<UserListBody> {
    const request = toListRequest(query, query.sort ?? 'email', userOrders);
    return toListBody(await this.directory.list({ group: name }, request), request, toUserBody);
  }

  /** Makes a group. 409 for a name that is taken. */
  @Post()
  @RequirePermissionInPerson('users.add_group')
  async create(
    @Body() { name, permissions }: CreateGroupDto,
    @CurrentRequester() requester: Requester,
  ): Promise<GroupBody> {
    return toGroupBody(await this.groups.create(requester, name, permissions));
  }

  /** Renames a group, gives it permissions and then takes some from it: all or nothing. */
  @Patch(':name')
  @RequirePermissionInPerson('users.change_group')
  async update(
    @Param('name') name: string,
    @Body() { name: newName, grant, revoke }: UpdateGroupDto,
    @CurrentRequester() requester: Requester,
  ): Promise<GroupBody> {
    return toGroupBody(await this.groups.change(requester, name, { name: newName, grant, revoke }));
  }

  /** Deletes a group: who was in it loses at once what it gave. */
  @Delete(':name')
  @HttpCode(204)
  @RequirePermission('users.delete_group')
  async delete(@Param('name') name: string, @CurrentRequester() requester: Requester): Promise<void> {
    await this.groups.delete(requester, name);
  }
}
