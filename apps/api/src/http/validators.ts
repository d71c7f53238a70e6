import { isIPv4, isIPv6 } from 'node:net';
import { applyDecorators } from '@nestjs/common';
import { IsIn, IsObject, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';
import { isTimeZone, parseMoment } from '@app/kernel';

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
    constraints: [least, most],
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

/** May be left out, but not be `null`: IsOptional would hand that on to whoever expects a value. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_body: object, value: unknown) => value !== undefined);
}

/** One of a closed set; a refusal lists them. */
export function OneOf(allowed: readonly string[]): PropertyDecorator {
  return applyDecorators(IsIn([...allowed], { context: { allowed } }));
}

/** An object like an example; a refusal suggests it, with a text that was given in its place. */
export function IsLike(example: Readonly<Record<string, string>>): PropertyDecorator {
  return IsObject({ context: { example } });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as the database writes it. */
export function IsId(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isId',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && UUID.test(value),
        defaultMessage: () => '$property must be an id.',
      },
    },
    options,
  );
}

/** A time with its zone (RFC 3339), or a date, as `parseMoment` reads it. */
export function IsMoment(): PropertyDecorator {
  return ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseMoment(value) !== null,
      defaultMessage: () => '$property must be a time with its zone.',
    },
  });
}

/** The end of a range that begins at another field: a moment not before it. Whether both are moments is asked by others. */
export function NotBefore(beginning: string): PropertyDecorator {
  return ValidateBy({
    name: 'notBefore',
    constraints: [beginning],
    validator: {
      validate: (value: unknown, args) => {
        const from: unknown = args && Reflect.get(args.object, beginning);
        if (typeof from !== 'string' || typeof value !== 'string') return true;
        const [begin, end] = [parseMoment(from), parseMoment(value)];
        return begin === null || end === null || begin <= end;
      },
      defaultMessage: () => `$property must not be before ${beginning}.`,
    },
  });
}

/** A day that there is, `YYYY-MM-DD`. */
export function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && /^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(value) && parseMoment(value) !== null,
      defaultMessage: () => '$property must be a day.',
    },
  });
}

/** An IANA name such as `Europe/Madrid`. */
export function IsTimeZone(): PropertyDecorator {
  return ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && value.length <= 60 && isTimeZone(value),
      defaultMessage: () => '$property must be the IANA name of a time zone.',
    },
  });
}

/** An address (IPv4 or IPv6), or a network such as `10.0.0.0/8`. */
export function IsNetwork(): PropertyDecorator {
  return ValidateBy({
    name: 'isNetwork',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isNetwork(value),
      defaultMessage: () => '$property must be an address or a network.',
    },
  });
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  // the zone of a link-local address means nothing here
  const most = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : -1;
  if (more.length > 0) return false;
  return bits === undefined ? most > 0 : /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= most;
}
