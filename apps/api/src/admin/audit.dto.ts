import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import {
  type AuditAction,
  auditActions,
  type AuditObjectType,
  auditObjectTypes,
  type AuditOrder,
  auditOrders,
} from '@app/audit';
import { sortValues } from '../http/list.mapper';
import type { ListQueryDto } from '../http/list-query.dto';
import { IsId, IsMoment, IsText, MayBeAbsent, NotBefore, OneOf } from '../http/validators';

const LONGEST_EMAIL = 254;
const LONGEST_ID = 200;

/** `GET /api/v1/admin/audit/export`: the filters and the order of the list. */
export class AuditExportQueryDto {
  /** Id of the user or API key that acted. */
  @MayBeAbsent()
  @IsId()
  actor?: string;

  /** E-mail of the user who acted in person, in any letter case. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  email?: string;

  /** The beginning of that e-mail. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  q?: string;

  @MayBeAbsent()
  @OneOf(auditActions)
  action?: AuditAction;

  @MayBeAbsent()
  @OneOf(auditObjectTypes)
  object_type?: AuditObjectType;

  /** Id of a thing; of a token its jti. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_ID })
  object_id?: string;

  /** The `instance` of a refusal, or the id in the log. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_ID })
  request_id?: string;

  @MayBeAbsent()
  @IsMoment()
  from?: string;

  /** Before this moment. */
  @MayBeAbsent()
  @IsMoment()
  @NotBefore('from')
  to?: string;

  /** `-at` if absent. */
  @MayBeAbsent()
  @OneOf(sortValues(auditOrders))
  sort?: AuditOrder | `-${AuditOrder}`;
}

/** `GET /api/v1/admin/audit` */
export class AuditQueryDto extends AuditExportQueryDto implements ListQueryDto {
  /** From 1. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page?: number;

  /** 1 to 100, 50 if absent. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  per_page?: number;

  /** Starts or goes on with a walk: 1 to 200. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  /** `next_cursor` of the answer before. */
  @MayBeAbsent()
  @IsText({ most: 2_000 })
  cursor?: string;
}
