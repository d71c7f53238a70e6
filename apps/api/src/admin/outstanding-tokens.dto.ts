import {
  type RevocationReason,
  revocationReasons,
  type TokenOrder,
  tokenOrders,
  type TokenStanding,
  tokenStandings,
} from '@app/auth';
import { sortValues } from '../http/list.mapper';
import { ListQueryDto } from '../http/list-query.dto';
import { IsId, IsMoment, IsNetwork, IsText, MayBeAbsent, NotBefore, OneOf } from '../http/validators';

const LONGEST_EMAIL = 254;

/** `GET /api/v1/admin/outstanding-tokens` */
export class OutstandingTokensQueryDto extends ListQueryDto {
  /** Id of the user whose tokens are wanted. */
  @MayBeAbsent()
  @IsId()
  user?: string;

  /** E-mail of that user, in any letter case. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  email?: string;

  /** Id of a session. */
  @MayBeAbsent()
  @IsId()
  session?: string;

  /** `revoked`: dead with its session or user, though nobody took the token itself back. */
  @MayBeAbsent()
  @OneOf(tokenStandings)
  state?: TokenStanding;

  /** Why it was taken back; for the state `blacklisted`. */
  @MayBeAbsent()
  @OneOf(revocationReasons)
  reason?: RevocationReason;

  /** Address that its session was last refreshed from, or a network such as `10.0.0.0/8`. */
  @MayBeAbsent()
  @IsNetwork()
  ip?: string;

  @MayBeAbsent()
  @IsId()
  jti?: string;

  @MayBeAbsent()
  @IsMoment()
  created_from?: string;

  /** Before this moment. */
  @MayBeAbsent()
  @IsMoment()
  @NotBefore('created_from')
  created_to?: string;

  @MayBeAbsent()
  @IsMoment()
  expires_from?: string;

  /** Before this moment. */
  @MayBeAbsent()
  @IsMoment()
  @NotBefore('expires_from')
  expires_to?: string;

  /** Whether the next purge will delete it: as many as the dashboard tells of. */
  @MayBeAbsent()
  @OneOf(['true', 'false'])
  purgeable?: 'true' | 'false';

  /** A jti, or the beginning of the e-mail of a user. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_EMAIL })
  q?: string;

  /** `-created_at` if absent. */
  @MayBeAbsent()
  @OneOf(sortValues(tokenOrders))
  sort?: TokenOrder | `-${TokenOrder}`;
}
