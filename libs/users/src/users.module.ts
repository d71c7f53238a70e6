import { Module } from '@nestjs/common';
import { AccountGateService } from './account-gate.service';
import { UsersDataService } from './data/users-data.service';
import { DevelopmentUsersService } from './development-users.service';
import { EmailProofsService } from './email-proofs.service';
import { GroupsService } from './groups.service';
import { LegacyHashesService } from './legacy-hashes.service';
import { PanelService } from './panel/panel.service';
import { PasswordHashingService } from './password-hashing.service';
import { PasswordsService } from './passwords.service';
import { PermissionsService } from './permissions.service';
import { CredentialsRepository } from './persistence/credentials.repository';
import { GroupsRepository } from './persistence/groups.repository';
import { PanelRepository } from './persistence/panel.repository';
import { PermissionsRepository } from './persistence/permissions.repository';
import { UserListRepository } from './persistence/user-list.repository';
import { UsersRepository } from './persistence/users.repository';
import { SuperusersService } from './superusers.service';
import { UserDirectoryService } from './user-directory.service';
import { UserRightsService } from './user-rights.service';
import { UsersService } from './users.service';

/** Who may sign in, and what they may do. */
@Module({
  providers: [
    AccountGateService,
    CredentialsRepository,
    DevelopmentUsersService,
    EmailProofsService,
    GroupsRepository,
    GroupsService,
    LegacyHashesService,
    PanelRepository,
    PanelService,
    PasswordHashingService,
    PasswordsService,
    PermissionsRepository,
    PermissionsService,
    SuperusersService,
    UserDirectoryService,
    UserListRepository,
    UserRightsService,
    UsersDataService,
    UsersRepository,
    UsersService,
  ],
  exports: [
    AccountGateService,
    DevelopmentUsersService,
    EmailProofsService,
    GroupsService,
    LegacyHashesService,
    PanelService,
    PasswordHashingService,
    PasswordsService,
    PermissionsService,
    SuperusersService,
    UserDirectoryService,
    UserRightsService,
    UsersDataService,
    UsersService,
  ],
})
export class UsersModule {}
