import { Module } from '@nestjs/common';
import { AccountGateService } from './account-gate.service';
import { GroupsService } from './groups.service';
import { PasswordHashingService } from './password-hashing.service';
import { PasswordsService } from './passwords.service';
import { PermissionsService } from './permissions.service';
import { CredentialsRepository } from './persistence/credentials.repository';
import { GroupsRepository } from './persistence/groups.repository';
import { PermissionsRepository } from './persistence/permissions.repository';
import { UsersRepository } from './persistence/users.repository';
import { SuperusersService } from './superusers.service';
import { UserRightsService } from './user-rights.service';
import { UsersService } from './users.service';

/** Who may sign in, and what they may do. */
@Module({
  providers: [
    AccountGateService,
    CredentialsRepository,
    GroupsRepository,
    GroupsService,
    PasswordHashingService,
    PasswordsService,
    PermissionsRepository,
    PermissionsService,
    SuperusersService,
    UserRightsService,
    UsersRepository,
    UsersService,
  ],
  exports: [
    GroupsService,
    PasswordHashingService,
    PasswordsService,
    PermissionsService,
    SuperusersService,
    UserRightsService,
    UsersService,
  ],
})
export class UsersModule {}
