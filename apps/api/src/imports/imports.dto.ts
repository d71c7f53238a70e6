import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { type ImportState, importStates } from '@app/instruments';
import { ListQueryDto } from '../http/list-query.dto';
import { IsMoment, IsText, MayBeAbsent, NotBefore, OneOf } from '../http/validators';

const LONGEST = 200;
const FORMATS = ['csv', 'ndjson', 'json'] as const;
const BOOLEANS = ['true', 'false'] as const;
const ON_ERROR = ['continue', 'abort'] as const;

/** `POST /api/v1/imports` */
export class ImportQueryDto {
  /** Where the rows come from; the file's website column says if absent. */
  @MayBeAbsent()
  @IsText({ most: LONGEST })
  source?: string;

  /** Of all rows, instead of the file's own. */
  @MayBeAbsent()
  @IsText({ most: LONGEST })
  category?: string;

  /** The name of the file, for whoever looks at the import later; `upload.` and its format if absent. */
  @MayBeAbsent()
  @IsText({ most: LONGEST })
  file?: string;

  /** `true`: the file holds all that the source (and category) offers, and what is not in it was missed. */
  @MayBeAbsent()
  @OneOf(BOOLEANS)
  complete?: (typeof BOOLEANS)[number];

  /** `true`: the full report, nothing stored. */
  @MayBeAbsent()
  @OneOf(BOOLEANS)
  dry_run?: (typeof BOOLEANS)[number];

  /** `abort`: one refused row and nothing is stored; `continue` if absent. */
  @MayBeAbsent()
  @OneOf(ON_ERROR)
  on_error?: (typeof ON_ERROR)[number];

  /** How the file is written; its media type says if absent. */
  @MayBeAbsent()
  @OneOf(FORMATS)
  format?: (typeof FORMATS)[number];

  /** The answer waits for the end of the import, for this many seconds at most: 0 to 60, 0 if absent. */
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(60)
  wait?: number;
}

/** `GET /api/v1/imports` */
export class ImportRunsQueryDto extends ListQueryDto {
  @MayBeAbsent()
  @IsText({ most: LONGEST })
  source?: string;

  @MayBeAbsent()
  @OneOf(importStates)
  state?: ImportState;

  /** Started at this moment or later. */
  @MayBeAbsent()
  @IsMoment()
  from?: string;

  /** Started before this moment. */
  @MayBeAbsent()
  @IsMoment()
  @NotBefore('from')
  to?: string;
}
