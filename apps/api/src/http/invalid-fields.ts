import type { ValidationError } from 'class-validator';
import type { Localised } from './problem-kind';

/** What is wrong with one field of a request. */
export interface FieldFault {
  /** Where it stands in the body: a JSON pointer (RFC 6901). */
  readonly pointer?: string;
  /** Or its name in the query. */
  readonly parameter?: string;
  /** Or its name in the head. */
  readonly header?: string;
  readonly code: string;
  /** Of a list: the value that is meant. */
  readonly value?: string;
  readonly detail: string;
  /** The values that it may have, where they are a closed set. */
  readonly allowed?: readonly string[];
  /** What was probably meant. */
  readonly suggestion?: string;
}

/** Of a range in a query, whichever list it narrows. */
export const RANGE_EMPTY: Localised = {
  en: 'The range is empty: its beginning lies behind its end.',
  es: 'El intervalo está vacío: empieza después de su final.',
};

/** What is wrong with a field of a body or query, by code. */
export const FIELD_FAULT_TEXTS = {
  required: { en: 'This field is required.', es: 'Este campo es obligatorio.' },
  unknown: { en: 'This field is not known here.', es: 'Aquí no se conoce este campo.' },
  type: { en: 'This is of another type than expected.', es: 'El tipo no es el esperado.' },
  object: { en: 'The body is to be a JSON object.', es: 'El cuerpo debe ser un objeto JSON.' },
  choice: { en: 'This is not one of the allowed values.', es: 'No es uno de los valores permitidos.' },
  range: { en: 'This is too small or too large.', es: 'Es demasiado pequeño o demasiado grande.' },
  length: { en: 'This is too short or too long.', es: 'Es demasiado corto o demasiado largo.' },
  range_empty: RANGE_EMPTY,
  last_day_early: {
    en: 'The last day lies before the day of publication.',
    es: 'El último día es anterior al de publicación.',
  },
  format: { en: 'This is not written as expected.', es: 'No está escrito como se espera.' },
} as const satisfies Record<string, Localised>;
type FaultCode = keyof typeof FIELD_FAULT_TEXTS;

/** What a failed constraint of class-validator means; whatever is not here is `format`. */
const codes: Readonly<Record<string, FaultCode>> = {
  whitelistValidation: 'unknown',
  isDefined: 'required',
  isNotEmpty: 'required',
  isString: 'type',
  isBoolean: 'type',
  isInt: 'type',
  isNumber: 'type',
  isArray: 'type',
  isObject: 'type',
  nestedValidation: 'type',
  isIn: 'choice',
  min: 'range',
  max: 'range',
  isLength: 'length',
  arrayMinSize: 'length',
  arrayMaxSize: 'length',
  isText: 'format',
  notBefore: 'range_empty',
};
/** Of several failed constraints the first of these is told: a missing field is not also of the wrong type. */
const ORDER: readonly FaultCode[] = [
  'unknown',
  'required',
  'type',
  'object',
  'choice',
  'range',
  'length',
  'format',
  'range_empty',
];

/** Flattens what class-validator has found into a list for the caller. */
export function fieldFaults(
  errors: readonly ValidationError[],
  where: 'body' | 'query',
  language: 'en' | 'es',
  path: readonly string[] = [],
): FieldFault[] {
  return errors.flatMap((error) => {
    const here = [...path, error.property];
    const nested = fieldFaults(error.children ?? [], where, language, here);
    if (!error.constraints) return nested;
    const code = faultOf(error);
    const allowed = toldBy(error, 'isIn', 'allowed');
    const example = toldBy(error, 'isObject', 'example');
    const fault: FieldFault = {
      ...(where === 'body'
        ? { pointer: `/${here.map(escapePointer).join('/')}` }
        : { parameter: here.join('.') }),
      code,
      detail: FIELD_FAULT_TEXTS[code][language],
      ...(code === 'choice' && Array.isArray(allowed) ? { allowed: allowed.map(String) } : {}),
      ...(code === 'type' && typeof example === 'object' && example
        ? { suggestion: JSON.stringify(likeExample(example, error.value)) }
        : {}),
    };
    return [fault, ...nested];
  });
}

/** What a constraint says about itself by a name. */
function toldBy({ contexts }: ValidationError, constraint: string, name: string): unknown {
  const context: unknown = contexts?.[constraint];
  return typeof context === 'object' && context ? Reflect.get(context, name) : undefined;
}

/** The example, with a text that was given bare as its first member. */
function likeExample(example: object, given: unknown): object {
  const [member = ''] = Object.keys(example);
  return typeof given === 'string' && given.trim() !== '' ? { ...example, [member]: given } : example;
}

/** What is wrong with a body that is no object; its pointer is that of the whole (RFC 6901). */
export function wholeBodyFault(language: 'en' | 'es'): FieldFault {
  return { pointer: '', code: 'object', detail: FIELD_FAULT_TEXTS.object[language] };
}

function faultOf({ constraints = {}, value }: ValidationError): FaultCode {
  const found = new Set(Object.keys(constraints).map((name) => codes[name] ?? 'format'));
  if ((value === undefined || value === null) && !found.has('unknown')) return 'required';
  return ORDER.find((code) => found.has(code)) ?? 'format';
}

function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
