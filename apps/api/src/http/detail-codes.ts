import {
  type BulkFailureCode,
  IMPORT_CODES,
  type ImportCode,
  type ImportReasonCode,
  type SearchWarning,
} from '@app/instruments';
import { IMPORT_TEXTS_ES } from './import-texts';
import { FIELD_FAULT_TEXTS } from './invalid-fields';
import { PASSWORD_FAULT_TEXTS } from './password-fault-texts';
import type { Localised, ProblemKind } from './problem-kind';

/** Codes of one kind that stand inside answers, and what each of them means. */
interface DetailCodes {
  readonly title: Localised;
  readonly texts: Readonly<Record<string, Localised>>;
}

const BULK_FAILURES: Readonly<Record<BulkFailureCode, Localised>> = {
  unknown: {
    en: 'The listing is not in the record any more.',
    es: 'El anuncio ya no está en el registro.',
  },
  removed: {
    en: 'The listing is removed: restore it first.',
    es: 'El anuncio está retirado: restáuralo antes.',
  },
  last_day_early: {
    en: 'Its last day, yesterday, would lie before its day of publication.',
    es: 'Su último día, ayer, sería anterior al de publicación.',
  },
  price_missing: { en: 'The listing has no price.', es: 'El anuncio no tiene precio.' },
  price_too_high: {
    en: 'The price would be over 1,000,000.',
    es: 'El precio pasaría de 1 000 000.',
  },
  price_too_low: {
    en: 'The price would be under a cent.',
    es: 'El precio sería de menos de un céntimo.',
  },
};

const IMPORT_REASONS: Readonly<Record<ImportReasonCode, Localised>> = {
  file_empty: { en: 'The file has no rows.', es: 'El archivo no tiene filas.' },
  too_many_rejected: { en: 'Too many rows were rejected.', es: 'Se rechazaron demasiadas filas.' },
  too_few_accepted: {
    en: 'Fewer than half of the usual rows were accepted.',
    es: 'Se aceptaron menos de la mitad de las filas de costumbre.',
  },
  too_few_of_listed: {
    en: 'Fewer rows than half of the listings that are shown were accepted.',
    es: 'Se aceptaron menos filas que la mitad de los anuncios que se muestran.',
  },
  rows_rejected: {
    en: 'Rows were rejected, and all or nothing was asked for: nothing was stored.',
    es: 'Se rechazaron filas y se pidió todo o nada: no se guardó nada.',
  },
  interrupted: { en: 'The program was interrupted.', es: 'El programa se interrumpió.' },
};

const LIST_WARNINGS: Readonly<Record<SearchWarning['code'], Localised>> = {
  name_unknown: {
    en: 'No listing has a brand or place of this name.',
    es: 'Ningún anuncio tiene una marca o un lugar con este nombre.',
  },
  search_rare: {
    en: 'Hardly any listing has these words, and many have others like them.',
    es: 'Casi ningún anuncio tiene estas palabras y muchos tienen otras parecidas.',
  },
};

function importTexts(): Record<string, Localised> {
  const texts = (code: ImportCode): Localised => ({ en: IMPORT_CODES[code], es: IMPORT_TEXTS_ES[code] });
  return Object.fromEntries(importCodes.map((code) => [code, texts(code)]));
}
const isImportCode = (text: string): text is ImportCode => Object.hasOwn(IMPORT_CODES, text);
const importCodes = Object.keys(IMPORT_CODES).filter(isImportCode);

/** Every code that is no refusal by itself and has no text in the query: of fields, rows, remarks, jobs, passwords. */
export const DETAIL_CODES: readonly DetailCodes[] = [
  { title: { en: 'Field', es: 'Campo' }, texts: FIELD_FAULT_TEXTS },
  { title: { en: 'Import', es: 'Importación' }, texts: importTexts() },
  { title: { en: 'Reason of an import', es: 'Motivo de una importación' }, texts: IMPORT_REASONS },
  { title: { en: 'Change of many listings', es: 'Cambio en bloque' }, texts: BULK_FAILURES },
  { title: { en: 'Warning of a list', es: 'Aviso de una lista' }, texts: LIST_WARNINGS },
  { title: { en: 'Password', es: 'Contraseña' }, texts: PASSWORD_FAULT_TEXTS },
];

/** What a code inside an answer means, in each of the places that have it; `null`: it is none. */
export function detailKind(code: string): Omit<ProblemKind, 'status'> | null {
  const found = DETAIL_CODES.flatMap(({ title, texts }) => {
    const detail = Object.hasOwn(texts, code) ? texts[code] : undefined;
    return detail ? [{ title, detail }] : [];
  });
  const joined = (part: 'title' | 'detail', between: string): Localised => ({
    en: found.map((kind) => kind[part].en).join(between),
    es: found.map((kind) => kind[part].es).join(between),
  });
  return found.length === 0 ? null : { title: joined('title', ' / '), detail: joined('detail', ' / ') };
}
