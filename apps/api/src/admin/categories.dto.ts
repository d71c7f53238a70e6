import { IsBooleanString } from 'class-validator';
import { type AliasOrder, aliasOrders } from '@app/instruments';
import { sortValues } from '../http/list.mapper';
import { ListQueryDto } from '../http/list-query.dto';
import { IsText, MayBeAbsent, OneOf } from '../http/validators';

const LONGEST_LABEL = 200;
const LONGEST_SLUG = 60;

/** `GET /api/v1/admin/category-aliases` */
export class AliasesQueryDto extends ListQueryDto {
  /** A part of the spelling; case and accents do not matter. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_LABEL })
  q?: string;

  /** Slug of a source. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_SLUG })
  source?: string;

  /** Slug of a category. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_SLUG })
  category?: string;

  /** `true`: only those that lead to a category; `false`: only those that nobody has mapped. */
  @MayBeAbsent()
  @IsBooleanString()
  mapped?: 'true' | 'false';

  /** `label` if absent. */
  @MayBeAbsent()
  @OneOf(sortValues(aliasOrders))
  sort?: AliasOrder | `-${AliasOrder}`;
}

/** `POST /api/v1/admin/category-aliases`, and its preview */
export class MapLabelDto {
  /** As a site writes it; case and accents do not matter. */
  @IsText({ most: LONGEST_LABEL })
  label!: string;

  /** Slug of the category that it means. */
  @IsText({ most: LONGEST_SLUG })
  category!: string;

  /** Slug: only there; absent: everywhere that has no meaning of its own for it. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_SLUG })
  source?: string;
}
