import { Controller, Get } from '@nestjs/common';
import { PermissionsService } from '@app/users';
import { RequirePermission } from '../http/access';
import { type PermissionBody, toPermissionBody } from './groups.mapper';

/** What can be granted at all. */
@Controller('api/v1/admin/permissions')
export class PermissionsController {
  constructor(private readonly permissions: PermissionsService) {}

  /** All permissions by codename, with their names in Spanish and English. */
  @Get()
  @RequirePermission('users.view_permission')
  async list(): Promise<{ data: PermissionBody[] }> {
    return { data: (await this.permissions.list()).map(toPermissionBody) };
  }
}
