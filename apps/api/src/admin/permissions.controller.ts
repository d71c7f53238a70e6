import { Controller, Get, Query } from '@nestjs/common';
import { PermissionsService } from '@app/users';
import { RequirePermission } from '../http/access';
import { SearchDto } from './groups.dto';
import { type PermissionListBody, toPermissionBody } from './groups.mapper';

/** What can be granted at all. */
@Controller('api/v1/admin/permissions')
export class PermissionsController {
  constructor(private readonly permissions: PermissionsService) {}

  /** The permissions by codename, all at once, with their names in Spanish and English; `q` is a part of any of them. */
  @Get()
  @RequirePermission('users.view_permission')
  async list(@Query() { q = '' }: SearchDto): Promise<PermissionListBody> {
    const part = q.toLowerCase();
    const found = (await this.permissions.list()).filter(({ codename, nameEs, nameEn }) =>
      [codename, nameEs, nameEn].some((name) => name.toLowerCase().includes(part)),
    );
    return { data: found.map(toPermissionBody) };
  }
}
