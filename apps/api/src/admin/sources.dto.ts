import { IsBoolean, IsInt, Matches, Max, Min } from 'class-validator';
import { CURRENCY_CODES, type PriceHabit, priceHabits } from '@app/instruments';
import { IsText, IsTimeZone, MayBeAbsent, OneOf } from '../http/validators';

const HOURS_OF_A_YEAR = 8_760;
const CURRENCY = new RegExp(`^(${CURRENCY_CODES.join('|')})$`, 'i');

/** `PATCH /api/v1/admin/sources/{slug}`: what is absent stays. */
export class UpdateSourceDto {
  @MayBeAbsent()
  @IsText({ most: 100 })
  name?: string;

  /** What `1.200` means: 1200 (`spanish`) or 1.2 (`api`). */
  @MayBeAbsent()
  @OneOf(priceHabits)
  price_habit?: PriceHabit;

  /** The ISO 4217 code of one that imports know, in small letters too; of prices that name none. */
  @MayBeAbsent()
  @Matches(CURRENCY)
  currency?: string;

  /** IANA name: times with an offset are cut to their date in it. */
  @MayBeAbsent()
  @IsTimeZone()
  time_zone?: string;

  /** An import is expected this often. */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(HOURS_OF_A_YEAR)
  interval_hours?: number;

  /** Whether late imports are reported. */
  @MayBeAbsent()
  @IsBoolean()
  enabled?: boolean;
}

/** `POST /api/v1/admin/sources` */
export class CreateSourceDto extends UpdateSourceDto {
  /** Its name in files, parameters and answers. */
  @IsText({ most: 60 })
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  slug!: string;
}
