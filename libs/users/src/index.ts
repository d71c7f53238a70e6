export type { Actor, Person } from './actor';
export type { Group, GroupDifference } from './group';
export { GroupNameTakenError, InvalidGroupNameError, UnknownGroupError } from './groups.errors';
export { GroupsService } from './groups.service';
export { PasswordHashingService } from './password-hashing.service';
export { PASSWORD_LENGTH, type PasswordFault } from './password-policy';
export { HashingBusyError, PasswordRefusedError } from './passwords.errors';
export { type PasswordChange, PasswordsService } from './passwords.service';
export { type HeldPermission, type Permission, type PermissionCode, permissionCodes } from './permissions';
export { PermissionsService, type SyncOutcome } from './permissions.service';
export {
  OwnRightsError,
  RightsNotHeldError,
  SuperuserOnlyError,
  UnknownPermissionError,
} from './rights.errors';
export { type NewSuperuser, SuperusersService } from './superusers.service';
export type { AuthState, Credentials, Language, NewUser, User, UserChanges, UserQuery } from './user';
export { isUserId } from './user';
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
