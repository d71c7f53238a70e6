import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { UsersModule } from '@app/users';
import { GroupsController } from './groups.controller';
import { PermissionsController } from './permissions.controller';
import { UsersController } from './users.controller';

/** Managing users, groups and what they may do. */
@Module({
  imports: [AuthModule, UsersModule],
  controllers: [UsersController, GroupsController, PermissionsController],
})
export class UsersAdminModule {}
