import { QUERY_FAULT_CODES, type QueryFault, type QueryFaultCode } from '@app/instruments';
import { type FieldFault, RANGE_EMPTY } from './invalid-fields';
import { problemCatalogue } from './problem-catalogue';
import type { Localised, ProblemKind } from './problem-kind';

/** What the faults of a query mean; `{name}` stands for a figure of the fault. */
const TEXTS: Readonly<Record<QueryFaultCode, Localised>> = {
  parameter_unknown: {
    en: 'There is no such parameter, and none is ignored.',
    es: 'No existe este parámetro, y ninguno se ignora.',
  },
  parameter_repeated: { en: 'This parameter is given twice.', es: 'Este parámetro aparece dos veces.' },
  parameters_too_many: {
    en: 'There are {given} parameters; at most {most} may be given.',
    es: 'Hay {given} parámetros; puede haber {most} como máximo.',
  },
  parameter_array: {
    en: 'Several values are parted by commas, without brackets.',
    es: 'Varios valores se separan por comas, sin corchetes.',
  },
  encoding_invalid: {
    en: 'This is not percent-encoded UTF-8.',
    es: 'Esto no es UTF-8 con codificación de porcentaje.',
  },
  characters_forbidden: {
    en: 'Control characters have no place here.',
    es: 'Aquí no caben caracteres de control.',
  },
  value_empty: {
    en: 'A value is missing: give one, or leave the parameter out.',
    es: 'Falta un valor: indícalo u omite el parámetro.',
  },
  value_unknown: {
    en: 'This is not one of the allowed values.',
    es: 'No es uno de los valores permitidos.',
  },
  value_too_long: {
    en: 'A name has {most} characters at most.',
    es: 'Un nombre tiene {most} caracteres como máximo.',
  },
  values_too_many: {
    en: 'There are {given} values; at most {most} may be given.',
    es: 'Hay {given} valores; puede haber {most} como máximo.',
  },
  flag_invalid: { en: 'Say true or false.', es: 'Indica true o false.' },
  integer_invalid: {
    en: 'Give a whole number from {least} to {most}.',
    es: 'Indica un número entero de {least} a {most}.',
  },
  integer_out_of_range: {
    en: 'Give a whole number from {least} to {most}.',
    es: 'Indica un número entero de {least} a {most}.',
  },
  amount_invalid: {
    en: 'Write an amount as 1200 or 1200.50: a dot, two decimals at most, no currency.',
    es: 'Escribe el importe como 1200 o 1200.50: con punto, dos decimales como máximo y sin moneda.',
  },
  amount_out_of_range: {
    en: 'An amount is not negative and has nine digits before the dot at most.',
    es: 'El importe no es negativo y tiene nueve cifras enteras como máximo.',
  },
  moment_invalid: {
    en: 'Give a day (2026-11-21), a time with its zone (2026-11-21T18:30:00Z) or days back (P7D).',
    es: 'Indica un día (2026-11-21), un momento con su zona (2026-11-21T18:30:00Z) o días atrás (P7D).',
  },
  moment_impossible: {
    en: 'There is no such day.',
    es: 'Ese día no existe.',
  },
  moment_out_of_range: {
    en: 'Give a day from {earliest} to {latest}, or 9,999 days back at most (P9999D).',
    es: 'Indica un día entre {earliest} y {latest}, o 9999 días atrás como máximo (P9999D).',
  },
  name_without_letters: {
    en: 'A name has a letter or a digit; this one has marks only.',
    es: 'Un nombre tiene alguna letra o cifra; este solo tiene signos.',
  },
  range_empty: RANGE_EMPTY,
  search_too_long: {
    en: 'A search has {most} characters at most; this one has {given}.',
    es: 'Una búsqueda tiene {most} caracteres como máximo; esta tiene {given}.',
  },
  search_without_words: {
    en: 'There is nothing to search for: marks are not searched, and -words only leave out. Give a word that must occur.',
    es: 'No hay nada que buscar: los signos no se buscan y las -palabras solo excluyen. Indica una palabra que deba aparecer.',
  },
  search_too_many_words: {
    en: 'A search has 20 words at most.',
    es: 'Una búsqueda tiene 20 palabras como máximo.',
  },
  sort_needs_search: {
    en: 'Relevance is an order only for a search: give q too.',
    es: 'La relevancia solo ordena una búsqueda: indica también q.',
  },
  paging_mixed: {
    en: 'Give page and per_page, or limit and cursor, not both.',
    es: 'Indica page y per_page, o limit y cursor, pero no ambos.',
  },
  page_too_deep: {
    en: 'Pages end at row {deepest} (page {last_page} of this size): walk further with limit and cursor.',
    es: 'Las páginas acaban en la fila {deepest} (página {last_page} de este tamaño): sigue con limit y cursor.',
  },
  cursor_broken: {
    en: 'This is no cursor that an answer has given out: start the walk again.',
    es: 'Este cursor no lo ha dado ninguna respuesta: comienza de nuevo el recorrido.',
  },
  cursor_foreign: {
    en: 'This cursor belongs to another query: keep its parameters, or start the walk again.',
    es: 'Este cursor es de otra consulta: conserva sus parámetros o comienza de nuevo el recorrido.',
  },
};

/** What a code of a query means by itself, as the catalogue says it of others; `null`: it is none. */
export function queryFaultKind(code: string): ProblemKind | null {
  const known = QUERY_FAULT_CODES.find((one) => one === code);
  if (known === undefined) return null;
  const { status, title } = problemCatalogue['http.invalid_fields'];
  return { status, title, detail: TEXTS[known] };
}

/** A fault of a query as the answer tells it. */
export function toQueryFieldFault(fault: QueryFault, language: 'en' | 'es'): FieldFault {
  const { parameter, code, params = {}, value, allowed, suggestion } = fault;
  return {
    parameter,
    code,
    ...(value === undefined ? {} : { value }),
    detail: TEXTS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')),
    ...(allowed ? { allowed } : {}),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
