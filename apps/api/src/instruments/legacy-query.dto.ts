import { Transform } from 'class-transformer';
import {
  IsOptional,
  Validate,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { parsePriceBound } from '@app/instruments';

/** Django reads the last of several values of a parameter. */
const LastValue = () =>
  Transform(({ value }: { value: unknown }) => {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return typeof last === 'string' && last !== '' ? last : undefined;
  });

@ValidatorConstraint()
class IsPriceBound implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && parsePriceBound(value, 'min') !== 'malformed';
  }

  defaultMessage(): string {
    return '$property must be a number.';
  }
}

/** Parameters of the old doors. Others are ignored, here and nowhere else. */
export class LegacyQueryDto {
  /** A plain substring of the name. */
  @LastValue()
  name?: string;

  /** A category in any of its spellings. */
  @LastValue()
  category?: string;

  /** From this price on, as a decimal; 0 is no bound. */
  @LastValue()
  @IsOptional()
  @Validate(IsPriceBound)
  minPrice?: string;

  /** Up to this price, as a decimal; Infinity is no bound. */
  @LastValue()
  @IsOptional()
  @Validate(IsPriceBound)
  maxPrice?: string;

  /** A page number from 1, or `last`. */
  @LastValue()
  page?: string;
}
