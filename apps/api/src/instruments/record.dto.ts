import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';
import { type PinnableField, pinnableFields, type RemovedOrder, removedOrders } from '@app/instruments';
import { sortValues } from '../http/list.mapper';
import { ListQueryDto } from '../http/list-query.dto';
import { IsDay, IsText, MayBeAbsent, OneOf } from '../http/validators';

const LONGEST = 200;

/** `PUT /api/v1/admin/instruments/{id}/pins` */
export class PinsDto {
  /** All fields that imports leave alone; empty: none. */
  @IsArray()
  @ArrayMaxSize(pinnableFields.length)
  @IsIn([...pinnableFields], { each: true, context: { allowed: pinnableFields } })
  pinned!: PinnableField[];
}

/** `GET /api/v1/admin/removed-instruments` */
export class RemovedInstrumentsQueryDto extends ListQueryDto {
  @MayBeAbsent()
  @IsText({ most: LONGEST })
  source?: string;

  /** A slug. */
  @MayBeAbsent()
  @IsText({ most: LONGEST })
  category?: string;

  /** A part of the name; letter case does not matter. */
  @MayBeAbsent()
  @IsText({ most: LONGEST })
  q?: string;

  /** Removed on this day (`YYYY-MM-DD`) or later. */
  @MayBeAbsent()
  @IsDay()
  removed_since?: string;

  /** Removed on this day or earlier. */
  @MayBeAbsent()
  @IsDay()
  removed_until?: string;

  /** `-removed_at` if absent. */
  @MayBeAbsent()
  @OneOf(sortValues(removedOrders))
  sort?: RemovedOrder | `-${RemovedOrder}`;
}
