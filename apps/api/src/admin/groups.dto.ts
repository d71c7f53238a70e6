import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';
import { type PermissionCode, permissionCodes } from '@app/users';
import { IsText, MayBeAbsent } from '../http/validators';
import { ChangePermissionsDto } from './users.dto';

const LONGEST_NAME = 60;

/** `POST /api/v1/admin/groups` */
export class CreateGroupDto {
  /** Lower case letters, digits and single hyphens. */
  @IsText({ most: LONGEST_NAME })
  name!: string;

  /** Codenames. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(permissionCodes.length)
  @IsIn([...permissionCodes], { each: true, context: { allowed: permissionCodes } })
  permissions?: PermissionCode[];
}

/** `PATCH /api/v1/admin/groups/{name}`: what is absent stays. */
export class UpdateGroupDto extends ChangePermissionsDto {
  @MayBeAbsent()
  @IsText({ most: LONGEST_NAME })
  name?: string;
}

/** A short list, whole or searched. */
export class SearchDto {
  /** A part of the name, in any letter case. */
  @MayBeAbsent()
  @IsText({ most: 100 })
  q?: string;
}
