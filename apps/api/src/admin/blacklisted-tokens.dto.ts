import { type BlacklistOrder, blacklistOrders, type RevocationReason, revocationReasons } from '@app/auth';
import { sortValues } from '../http/list.mapper';
import { ListQueryDto } from '../http/list-query.dto';
import { IsId, IsMoment, IsNetwork, IsText, MayBeAbsent, NotBefore, OneOf } from '../http/validators';

const LONGEST_EMAIL = 254;

/** `GET /api/v1/admin/blacklisted-tokens` */
export class BlacklistedTokensQueryDto extends ListQueryDto {
  /** Id of the user whose tokens are wanted. */
  @MayBeAbsent()
  @IsId()
  user?: string;

  /** E-mail of that user, in any letter case. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  email?: string;

  @MayBeAbsent()
  @IsId()
  jti?: string;

  @MayBeAbsent()
  @OneOf(revocationReasons)
  reason?: RevocationReason;

  /** Id of the user who took it back. */
  @MayBeAbsent()
  @IsId()
  actor?: string;

  /** Address that it was taken back from, or a network such as `10.0.0.0/8`. */
  @MayBeAbsent()
  @IsNetwork()
  ip?: string;

  /** Taken back at this moment or later. */
  @MayBeAbsent()
  @IsMoment()
  from?: string;

  /** Taken back before this moment. */
  @MayBeAbsent()
  @IsMoment()
  @NotBefore('from')
  to?: string;

  /** A jti, or the beginning of the e-mail of a user. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  q?: string;

  /** `-blacklisted_at` if absent. */
  @MayBeAbsent()
  @OneOf(sortValues(blacklistOrders))
  sort?: BlacklistOrder | `-${BlacklistOrder}`;
}
