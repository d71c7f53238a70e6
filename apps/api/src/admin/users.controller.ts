import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { InvitationsService, UserAccessService } from '@app/auth';
import { UserDirectoryService, userOrders, UserRightsService, UsersService } from '@app/users';
import {
  CurrentRequester,
  RequirePermission,
  RequirePermissionInPerson,
  type Requester,
} from '../http/access';
import { toListBody, toListRequest } from '../http/list.mapper';
import {
  ChangeMembershipsDto,
  ChangePermissionsDto,
  CreateUserDto,
  SetPasswordDto,
  UpdateUserDto,
  UsersQueryDto,
} from './users.dto';
import {
  type UserListBody,
  toUserBody,
  toUserDetailsBody,
  toUserFilter,
  type UserBody,
  type UserDetailsBody,
} from './users.mapper';

/**
 * The accounts. Whoever changes one holds all that it holds, and gives nothing that he lacks; a superuser is touched by
 * superusers only, and the last active one stays (403 and 409). What makes accounts, or could take them over, is not
 * for API keys: it would outlive the key.
 */
@Controller('api/v1/admin/users')
export class UsersController {
  constructor(
    private readonly directory: UserDirectoryService,
    private readonly users: UsersService,
    private readonly rights: UserRightsService,
    private readonly access: UserAccessService,
    private readonly invitations: InvitationsService,
  ) {}

  /** A part of all accounts, by e-mail unless `sort` says otherwise. 400 for a paging that cannot be, 404 for no group. */
  @Get()
  @RequirePermission('users.view_user')
  async list(@Query() query: UsersQueryDto): Promise<UserListBody> {
    const request = toListRequest(query, query.sort ?? 'email', userOrders);
    return toListBody(await this.directory.list(toUserFilter(query), request), request, toUserBody);
  }

  /** One account with all that it was given; 404 if there is none. */
  @Get(':id')
  @RequirePermission('users.view_user')
  async find(@Param('id') id: string): Promise<UserDetailsBody> {
    return toUserDetailsBody(await this.directory.find(id));
  }

  /** Makes an account; without a password its owner is sent a link to choose one. 409 for an e-mail that is taken. */
  @Post()
  @RequirePermissionInPerson('users.add_user')
  async create(@Body() body: CreateUserDto, @CurrentRequester() requester: Requester): Promise<UserBody> {
    const user = await this.access.create(requester, {
      email: body.email,
      password: body.password ?? null,
      displayName: body.display_name,
      language: body.language,
      isStaff: body.is_staff,
      isSuperuser: body.is_superuser,
      mustChangePassword: body.must_change_password,
      groups: body.groups,
      permissions: body.permissions,
    });
    return toUserBody(user);
  }

  /**
   * Sends the owner of an account without a password another link to choose one; the links before are void. 409 for an
   * account that has one, or is not active.
   */
  @Post(':id/invitation')
  @HttpCode(204)
  @RequirePermissionInPerson('users.add_user')
  async invite(@Param('id') id: string, @CurrentRequester() requester: Requester): Promise<void> {
    await this.invitations.sendAgain(requester, id);
  }

  /** Edits an account, all that is named or nothing. One that is deactivated loses its sessions at once. */
  @Patch(':id')
  @RequirePermissionInPerson('users.change_user')
  async update(
    @Param('id') id: string,
    @Body() body: UpdateUserDto,
    @CurrentRequester() requester: Requester,
  ): Promise<UserBody> {
    const user = await this.access.update(requester, id, {
      email: body.email,
      displayName: body.display_name,
      language: body.language,
      mustChangePassword: body.must_change_password,
      isActive: body.is_active,
      isStaff: body.is_staff,
      isSuperuser: body.is_superuser,
    });
    return toUserBody(user);
  }

  /** Sets a password: all sessions of the account end, and its owner is told by mail. */
  @Put(':id/password')
  @HttpCode(204)
  @RequirePermissionInPerson('users.change_user')
  async setPassword(
    @Param('id') id: string,
    @Body() { password, must_change: mustChange = false }: SetPasswordDto,
    @CurrentRequester() requester: Requester,
  ): Promise<void> {
    await this.access.setPassword(requester, id, password, mustChange);
  }

  /** Gives and takes permissions, all or nothing. Nobody gives what he lacks, nor anything to himself. */
  @Post(':id/permissions')
  @HttpCode(204)
  @RequirePermissionInPerson('users.change_user')
  async changePermissions(
    @Param('id') id: string,
    @Body() { grant, revoke }: ChangePermissionsDto,
    @CurrentRequester() requester: Requester,
  ): Promise<void> {
    await this.rights.changePermissions(requester, id, { grant, revoke });
  }

  /** Puts into groups and out of them, all or nothing: the same rules, for all that a group holds. */
  @Post(':id/groups')
  @HttpCode(204)
  @RequirePermissionInPerson('users.change_user')
  async changeGroups(
    @Param('id') id: string,
    @Body() { add, remove }: ChangeMembershipsDto,
    @CurrentRequester() requester: Requester,
  ): Promise<void> {
    await this.rights.changeGroups(requester, id, { add, remove });
  }

  /** Deletes an account. Its tokens and keys stay dead for ever, and the audit keeps what it did under its id alone. */
  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('users.delete_user')
  async delete(@Param('id') id: string, @CurrentRequester() requester: Requester): Promise<void> {
    await this.users.delete(requester, id);
  }
}
