import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, ValidateIf } from 'class-validator';
import { type ApiKeyOrder, apiKeyOrders, type ApiKeyState, apiKeyStates } from '@app/auth';
import { type PermissionCode, permissionCodes, type PersonalPermissionCode } from '@app/users';
import { sortValues } from '../http/list.mapper';
import { ListQueryDto } from '../http/list-query.dto';
import { IsId, IsMoment, IsText, OneOf } from '../http/validators';

const LONGEST_NAME = 100;

/** `GET /api/v1/admin/api-keys` */
export class ApiKeysQueryDto extends ListQueryDto {
  /** Id of the user whose keys are wanted. */
  @IsOptional()
  @IsId()
  owner?: string;

  @IsOptional()
  @OneOf(apiKeyStates)
  state?: ApiKeyState;

  /** A part of the name or of the prefix. */
  @IsOptional()
  @IsText({ most: LONGEST_NAME })
  q?: string;

  /** `-created_at` if absent. */
  @IsOptional()
  @OneOf(sortValues(apiKeyOrders))
  sort?: ApiKeyOrder | `-${ApiKeyOrder}`;
}

/** `POST /api/v1/admin/api-keys` */
export class CreateApiKeyDto {
  @IsText({ most: LONGEST_NAME })
  name!: string;

  /** Codenames; none of those that are for people only. */
  // what is for people only is a permission all the same: the keys themselves refuse it, with the reason
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(permissionCodes.length)
  @IsIn([...permissionCodes], { each: true, context: { allowed: permissionCodes } })
  permissions!: Exclude<PermissionCode, PersonalPermissionCode>[];

  /** In the future, a time (RFC 3339) or a date; `null` or absent: never. */
  @IsOptional()
  @IsMoment()
  expires_at?: string | null;
}

/** `PATCH /api/v1/admin/api-keys/{id}`: what is absent stays. */
export class UpdateApiKeyDto {
  @ValidateIf(({ name }: UpdateApiKeyDto) => name !== undefined)
  @IsText({ most: LONGEST_NAME })
  name?: string;

  /** All that the key has afterwards; nothing new of what is for people only. */
  @ValidateIf(({ permissions }: UpdateApiKeyDto) => permissions !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(permissionCodes.length)
  @IsIn([...permissionCodes], { each: true, context: { allowed: permissionCodes } })
  permissions?: PermissionCode[];

  /** In the future, a time (RFC 3339) or a date; `null`: never. */
  @IsOptional()
  @IsMoment()
  expires_at?: string | null;
}
