import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import {
  type Language,
  languages,
  type PermissionCode,
  permissionCodes,
  type UserOrder,
  userOrders,
} from '@app/users';
import { sortValues } from '../http/list.mapper';
import { ListQueryDto } from '../http/list-query.dto';
import { IsText, MayBeAbsent, OneOf } from '../http/validators';

const LONGEST_EMAIL = 254;
const LONGEST_NAME = 100;
/** A password is judged by the policy; here only that it is a text of some length. */
const LONGEST_PASSWORD = 4096;
const MOST_GROUPS = 100;
const FLAGS = ['true', 'false'] as const;

/** A flag in a query. */
type Flag = (typeof FLAGS)[number];

/** `GET /api/v1/admin/groups/{name}/users` */
export class MembersQueryDto extends ListQueryDto {
  /** `email` if absent. */
  @IsOptional()
  @OneOf(sortValues(userOrders))
  sort?: UserOrder | `-${UserOrder}`;
}

/** `GET /api/v1/admin/users` */
export class UsersQueryDto extends MembersQueryDto {
  /** A part of the e-mail or of the name. */
  @IsOptional()
  @IsText({ most: LONGEST_EMAIL })
  q?: string;

  @IsOptional()
  @OneOf(FLAGS)
  is_active?: Flag;

  @IsOptional()
  @OneOf(FLAGS)
  is_staff?: Flag;

  @IsOptional()
  @OneOf(FLAGS)
  is_superuser?: Flag;

  /** Name of a group. */
  @IsOptional()
  @IsText({ most: LONGEST_NAME })
  group?: string;
}

/** `POST /api/v1/admin/users` */
export class CreateUserDto {
  @IsText({ most: LONGEST_EMAIL })
  email!: string;

  @MayBeAbsent()
  @IsText({ least: 0, most: LONGEST_NAME })
  display_name?: string;

  /** Of mails and of the admin; `es` if absent. */
  @MayBeAbsent()
  @OneOf(languages)
  language?: Language;

  @MayBeAbsent()
  @IsBoolean()
  is_staff?: boolean;

  @MayBeAbsent()
  @IsBoolean()
  is_superuser?: boolean;

  /** `null` or absent: the owner gets a mail with a link to choose one. */
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_PASSWORD)
  password?: string | null;

  /** The owner has to choose another password after signing in. */
  @MayBeAbsent()
  @IsBoolean()
  must_change_password?: boolean;

  /** Names. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @IsString({ each: true })
  groups?: string[];

  /** Codenames. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(permissionCodes.length)
  @IsIn([...permissionCodes], { each: true, context: { allowed: permissionCodes } })
  permissions?: PermissionCode[];
}

/** `PATCH /api/v1/admin/users/{id}`: what is absent stays. */
export class UpdateUserDto {
  /** Another address is an unverified one. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  email?: string;

  @MayBeAbsent()
  @IsText({ least: 0, most: LONGEST_NAME })
  display_name?: string;

  @MayBeAbsent()
  @OneOf(languages)
  language?: Language;

  @MayBeAbsent()
  @IsBoolean()
  must_change_password?: boolean;

  @MayBeAbsent()
  @IsBoolean()
  is_active?: boolean;

  @MayBeAbsent()
  @IsBoolean()
  is_staff?: boolean;

  @MayBeAbsent()
  @IsBoolean()
  is_superuser?: boolean;
}

/** `PUT /api/v1/admin/users/{id}/password` */
export class SetPasswordDto {
  @IsString()
  @Length(1, LONGEST_PASSWORD)
  password!: string;

  /** The owner has to choose another one after signing in; false if absent. */
  @MayBeAbsent()
  @IsBoolean()
  must_change?: boolean;
}

/** `POST /api/v1/admin/users/{id}/permissions`: codenames that are given, and then those that are taken. */
export class ChangePermissionsDto {
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(permissionCodes.length)
  @IsIn([...permissionCodes], { each: true, context: { allowed: permissionCodes } })
  grant?: PermissionCode[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(permissionCodes.length)
  @IsIn([...permissionCodes], { each: true, context: { allowed: permissionCodes } })
  revoke?: PermissionCode[];
}

/** `POST /api/v1/admin/users/{id}/groups`: names of groups that the user joins, and then those that he leaves. */
export class ChangeMembershipsDto {
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @IsString({ each: true })
  add?: string[];

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_GROUPS)
  @IsString({ each: true })
  remove?: string[];
}
