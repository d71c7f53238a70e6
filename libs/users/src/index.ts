export { AccountGateService } from './account-gate.service';
export type { Actor, Person } from './actor';
export { UsersDataService } from './data/users-data.service';
export { type DevelopmentUser, DevelopmentUsersService } from './development-users.service';
export { isSameEmail, parseEmail } from './email';
export { EmailProofsService } from './email-proofs.service';
export type { Group, GroupDifference } from './group';
export { GroupNameTakenError, InvalidGroupNameError, UnknownGroupError } from './groups.errors';
export { GroupsService } from './groups.service';
export { LegacyHashesService } from './legacy-hashes.service';
export { PasswordHashingService } from './password-hashing.service';
export { HashingBusyError, PasswordRefusedError } from './passwords.errors';
export { PasswordsService } from './passwords.service';
export {
  type Permission,
  type PermissionCode,
  permissionCodes,
  type PersonalPermissionCode,
  personalPermissionCodes,
} from './permissions';
export { PermissionsService } from './permissions.service';
export {
  OwnRightsError,
  RightsNotHeldError,
  SuperuserOnlyError,
  UnknownPermissionError,
} from './rights.errors';
export { pseudonym } from './pseudonym';
export { SuperusersService } from './superusers.service';
export {
  type Credentials,
  type Language,
  languages,
  type NewUser,
  type User,
  type UserChanges,
  type UserDetails,
  type UserFilter,
  type UserOrder,
  userOrders,
} from './user';
export { UserDirectoryService } from './user-directory.service';
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
export { PanelService } from './panel/panel.service';
export { type ListPreference, type PanelList, panelLists, type SavedFilter } from './panel/saved-filter';
