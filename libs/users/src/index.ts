export type { Actor, Person } from './actor';
export type { GroupDifference } from './group';
export { GroupNameTakenError, InvalidGroupNameError, UnknownGroupError } from './groups.errors';
export { GroupsService } from './groups.service';
export { PasswordHashingService } from './password-hashing.service';
export { HashingBusyError, PasswordRefusedError } from './passwords.errors';
export { PasswordsService } from './passwords.service';
export { type PermissionCode, permissionCodes } from './permissions';
export { PermissionsService } from './permissions.service';
export {
  OwnRightsError,
  RightsNotHeldError,
  SuperuserOnlyError,
  UnknownPermissionError,
} from './rights.errors';
export { SuperusersService } from './superusers.service';
export type { User } from './user';
export { UserRightsService } from './user-rights.service';
export {
  EmailTakenError,
  InvalidEmailError,
  InvalidUserError,
  LastSuperuserError,
  UnknownUserError,
} from './users.errors';
export { UsersModule } from './users.module';
export { UsersService } from './users.service';
