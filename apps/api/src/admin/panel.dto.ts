import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Matches,
} from 'class-validator';
import { type PanelList, panelLists } from '@app/users';
import { IsText, MayBeAbsent, OneOf } from '../http/validators';

const LONGEST_NAME = 100;
const LONGEST_QUERY = 4_000;
const MOST_COLUMNS = 40;

/** `GET /api/v1/admin/saved-filters` */
export class SavedFiltersQueryDto {
  @OneOf(panelLists)
  list!: PanelList;
}

/** `POST /api/v1/admin/saved-filters` */
export class CreateSavedFilterDto {
  @OneOf(panelLists)
  list!: PanelList;

  @IsText({ most: LONGEST_NAME })
  name!: string;

  /** What stands after the question mark in the address of the list. */
  @IsText({ least: 0, most: LONGEST_QUERY })
  query!: string;

  /** Whether others see it too (`panel.share_filter`); `false` if absent. */
  @MayBeAbsent()
  @IsBoolean()
  shared?: boolean;
}

/** `PATCH /api/v1/admin/saved-filters/{id}`: what is absent stays. */
export class UpdateSavedFilterDto {
  @MayBeAbsent()
  @IsText({ most: LONGEST_NAME })
  name?: string;

  @MayBeAbsent()
  @IsText({ least: 0, most: LONGEST_QUERY })
  query?: string;

  @MayBeAbsent()
  @IsBoolean()
  shared?: boolean;
}

/** `PUT /api/v1/admin/preferences/{list}` */
export class ListPreferenceDto {
  /** Names of columns, in their order. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_COLUMNS)
  @ArrayUnique()
  @Matches(/^[a-z_]{1,40}$/, { each: true })
  columns!: string[];

  @IsInt()
  @IsIn([25, 50, 100], { context: { allowed: ['25', '50', '100'] } })
  per_page!: number;
}
