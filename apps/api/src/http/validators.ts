import { applyDecorators } from '@nestjs/common';
import { IsIn, ValidateBy } from 'class-validator';

/** What a text may be. */
export interface TextLimits {
  /** In characters; 1 if absent. */
  readonly least?: number;
  readonly most: number;
}

/** A text without control characters or halves of characters: what the database and a person can read. */
export function IsText({ least = 1, most }: TextLimits): PropertyDecorator {
  return ValidateBy({
    name: 'isText',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'string' || value.length > most * 2) return false;
        const length = Array.from(value).length;
        return length >= least && length <= most && !/[\p{Cc}\p{Cs}]/u.test(value);
      },
      defaultMessage: () => '$property must be a text.',
    },
  });
}

/** One of a closed set; a refusal lists them. */
export function OneOf(allowed: readonly string[]): PropertyDecorator {
  return applyDecorators(IsIn([...allowed], { context: { allowed } }));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as the database writes it. */
export function IsId(): PropertyDecorator {
  return ValidateBy({
    name: 'isId',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && UUID.test(value),
      defaultMessage: () => '$property must be an id.',
    },
  });
}
