import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { type BulkAction, bulkActions, type BulkState, bulkStates } from '@app/instruments';
import { ListQueryDto } from '../http/list-query.dto';
import { IsText, MayBeAbsent, OneOf } from '../http/validators';

const MOST_IDS = 1_000;
const LONGEST_QUERY = 4_000;
const LONGEST_VALUE = 100;

/** Ids of listings, as the list shows them. */
const IsListingIds = () =>
  applyDecorators(
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MOST_IDS),
    IsInt({ each: true }),
    Min(1, { each: true }),
    Max(Number.MAX_SAFE_INTEGER, { each: true }),
  );

/** `POST /api/v1/admin/bulk-jobs/preview`: `ids`, or all that a `query` finds. */
export class BulkOrderDto {
  /**
   * `price_thousand` multiplies by 1,000 what was read as thousandths; `price_thousandth` divides by it what was read as
   * thousands, to the cent.
   */
  @OneOf(bulkActions)
  action!: BulkAction;

  /** Of `category` its slug, of `status` `active` or `expired`; the other actions have none. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_VALUE })
  value?: string;

  /** 1 to 1,000 listings. */
  @ValidateIf(({ ids, query }: BulkOrderDto) => ids !== undefined || query === undefined)
  @IsListingIds()
  ids?: number[];

  /**
   * The query of `GET /api/v1/instruments/export`, what stands after its question mark; empty: all listings. Of
   * `restore` that of `GET /api/v1/admin/removed-instruments`.
   */
  @MayBeAbsent()
  @IsText({ least: 0, most: LONGEST_QUERY })
  query?: string;
}

/** `POST /api/v1/admin/bulk-jobs` */
export class CreateBulkJobDto extends BulkOrderDto {
  /** How many listings they are, as the preview tells; needed over 100. */
  @MayBeAbsent()
  @IsText({ most: LONGEST_VALUE })
  confirmation?: string;
}

/** `GET /api/v1/admin/bulk-jobs` */
export class BulkJobsQueryDto extends ListQueryDto {
  @MayBeAbsent()
  @OneOf(bulkStates)
  state?: BulkState;

  @MayBeAbsent()
  @OneOf(bulkActions)
  action?: BulkAction;
}
