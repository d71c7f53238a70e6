import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsBoolean,
  IsObject,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import {
  type RevocationReason,
  revocationReasons,
  type SessionOrder,
  sessionOrders,
  type SessionStanding,
  sessionStandings,
  type Transport,
  transports,
} from '@app/auth';
import { sortValues } from '../http/list.mapper';
import { ListQueryDto } from '../http/list-query.dto';
import { IsId, IsMoment, IsNetwork, IsText, MayBeAbsent, NotBefore, OneOf } from '../http/validators';

const LONGEST_EMAIL = 254;
const LONGEST_NOTE = 500;
const MOST_IDS = 1_000;

/** `GET /api/v1/admin/sessions` */
export class SessionsQueryDto extends ListQueryDto {
  /** Id of the user whose sessions are wanted. */
  @MayBeAbsent()
  @IsId()
  user?: string;

  /** E-mail of that user, in any letter case. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  email?: string;

  /** `expired` is whatever is neither open nor revoked: run out, or its user may not come in any more. */
  @MayBeAbsent()
  @OneOf(sessionStandings)
  state?: SessionStanding;

  /** Why it was revoked. */
  @MayBeAbsent()
  @OneOf(revocationReasons)
  reason?: RevocationReason;

  @MayBeAbsent()
  @OneOf(transports)
  transport?: Transport;

  /** Address that it was last refreshed from, or a network such as `10.0.0.0/8`. */
  @MayBeAbsent()
  @IsNetwork()
  ip?: string;

  @MayBeAbsent()
  @IsMoment()
  created_from?: string;

  /** Before this moment. */
  @MayBeAbsent()
  @IsMoment()
  @NotBefore('created_from')
  created_to?: string;

  /** Id of a session, or the beginning of the e-mail of a user. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  q?: string;

  /** `-created_at` if absent. */
  @MayBeAbsent()
  @OneOf(sortValues(sessionOrders))
  sort?: SessionOrder | `-${SessionOrder}`;
}

/** What goes with every revocation. */
export class RevocationDto {
  /** Why, in words: up to 500 characters, kept with the token and in the audit. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_NOTE })
  note?: string;
}

/** `POST /api/v1/admin/sessions/revoke`: `ids`, or `all` that a `filter` means. */
export class RevokeSessionsDto extends RevocationDto {
  /** 1 to 1,000 sessions. */
  @ValidateIf(({ ids, all }: RevokeSessionsDto) => ids !== undefined || all === undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_IDS)
  @IsId({ each: true })
  ids?: string[];

  @MayBeAbsent()
  @Equals(true)
  all?: true;

  /** The query of the list as it is; order and paging do not matter. Without any filter in it: everybody. */
  @ValidateIf(({ filter, all }: RevokeSessionsDto) => filter !== undefined || all !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => SessionsQueryDto)
  filter?: SessionsQueryDto;
}

/** `POST /api/v1/admin/sessions/revoke-all` */
export class RevokeEverybodyDto extends RevocationDto {
  /** Keeps the session of the one who asks. */
  @MayBeAbsent()
  @IsBoolean()
  keep_mine?: boolean;
}
