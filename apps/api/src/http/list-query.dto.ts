import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsText } from './validators';

/** Which part of a list is wanted: `page` and `per_page`, or a walk by `limit` and `cursor`. Lists extend it by filters. */
export class ListQueryDto {
  /** From 1. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page?: number;

  /** 1 to 100, 50 if absent. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  per_page?: number;

  /** Starts or goes on with a walk: 1 to 200. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  /** `next_cursor` of the answer before. */
  @IsOptional()
  @IsText({ most: 2_000 })
  cursor?: string;
}
