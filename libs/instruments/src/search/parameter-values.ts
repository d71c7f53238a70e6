import { fold } from '../import/fold';
import { BEGIN_WALK, isIntact } from './cursor';
import { EARLIEST, LATEST, type Moment, momentFault, readMoment, suggestMoment, writeMoment } from './moment';
import { nearest } from './nearest';
import type { QueryFault } from './query-fault';
import { MOST_VALUES, type ParameterKind } from './query-parameters';
import { shorten } from './query-string';
import { readSearchText, type SearchText } from './search-text';
import { searchWords } from './search-words';

/** A closed set that the database knows: its slugs, and what other spellings lead to. */
export interface KnownSlugs {
  readonly slugs: readonly string[];
  /** By folded spelling. */
  readonly spellings: ReadonlyMap<string, string>;
}

/** The closed sets of the database. */
export type KnownSets = Readonly<Record<'category' | 'source', KnownSlugs>>;

/** A value that was understood, and its one spelling. */
export type Value = { readonly text: string } & (
  | { readonly search: SearchText }
  | { readonly list: readonly string[] }
  | { readonly number: number }
  | { readonly flag: boolean }
  | { readonly moment: Moment }
  | { readonly plain: true }
);

/** What is wrong with a value. */
export type ValueFault = Omit<QueryFault, 'parameter'>;
type IntegerKind = Extract<ParameterKind, { readonly type: 'integer' }>;
type Outcome = Value | { readonly faults: readonly ValueFault[] };

const LONGEST_NAME = 100;
const LARGEST_AMOUNT = '999999999.99';

const MOMENT_PARAMS: Readonly<Partial<Record<ValueFault['code'], Pick<ValueFault, 'params'>>>> = {
  moment_out_of_range: { params: { earliest: EARLIEST, latest: LATEST } },
};

const fault = (code: ValueFault['code'], more: Omit<ValueFault, 'code'> = {}): Outcome => ({
  faults: [{ code, ...more }],
});

/** Reads the value of a parameter of this kind. */
export function readValue(kind: ParameterKind, value: string, known: KnownSets): Outcome {
  if (value.trim() === '') return fault('value_empty');
  switch (kind.type) {
    case 'text':
      return readText(kind.most, value);
    case 'choice':
      return readChoice(kind.values, value);
    case 'choices':
      return readList(value, (item) => readChoice(kind.values, item));
    case 'slugs':
      return readList(value, (item) => readSlug(known[kind.set], item));
    case 'names':
      return readList(value, readName);
    case 'amount':
      return readAmount(value.trim());
    case 'flag':
      return value === 'true' || value === 'false'
        ? { text: value, flag: value === 'true' }
        : fault('flag_invalid', { allowed: ['true', 'false'], ...suggestFlag(value) });
    case 'moment': {
      const text = value.trim();
      const moment = readMoment(text);
      if (moment) return { text: writeMoment(moment), moment };
      const wrong = momentFault(text);
      return fault(wrong, { ...MOMENT_PARAMS[wrong], ...suggestion(suggestMoment(text)) });
    }
    case 'integer':
      return readInteger(kind, value.trim());
    case 'cursor':
      return isIntact(value) ? { text: value, plain: true } : fault('cursor_broken', suggestion(BEGIN_WALK));
  }
}

function readText(most: number, value: string): Outcome {
  const text = value.normalize('NFC').replace(/\s+/g, ' ').trimStart();
  const given = Array.from(text.trimEnd()).length;
  if (given > most) return fault('search_too_long', { params: { most, given } });
  // the search does not mind case
  const lower = text.toLowerCase();
  const search = readSearchText(lower);
  if (typeof search === 'string') return fault(search);
  return { text: lower, search };
}

function readChoice(values: readonly string[], value: string): Outcome {
  const item = value.trim();
  if (values.includes(item)) return { text: item, plain: true };
  return fault('value_unknown', {
    allowed: values,
    ...suggestion(descending(item, values) ?? nearest(item, values)),
  });
}

/** An order from above as others write it (`price_desc`, `price:desc`, `price desc`). */
function descending(item: string, values: readonly string[]): string | undefined {
  const [, column = ''] = /^-?(.+?)[\s_:.,-]?desc(?:ending)?$/i.exec(item) ?? [];
  return values.find((value) => value === `-${column.toLowerCase()}`);
}

function readSlug({ slugs, spellings }: KnownSlugs, value: string): Outcome {
  const folded = fold(value);
  const slug = slugs.includes(folded) ? folded : spellings.get(folded);
  if (slug !== undefined) return { text: slug, plain: true };
  const near = nearest(folded, [...slugs, ...spellings.keys()]);
  const meant = near === undefined ? undefined : (spellings.get(near) ?? near);
  return fault('value_unknown', { allowed: slugs, ...suggestion(meant) });
}

function readName(value: string): Outcome {
  if (Array.from(value).length > LONGEST_NAME)
    return fault('value_too_long', { params: { most: LONGEST_NAME } });
  const name = searchWords(value);
  return name === '' ? fault('name_without_letters') : { text: name, plain: true };
}

/** Each item once, sorted; every fault of every item. */
function readList(value: string, read: (item: string) => Outcome): Outcome {
  const items = value.split(',');
  if (items.length > MOST_VALUES)
    return fault('values_too_many', { params: { most: MOST_VALUES, given: items.length } });
  const texts = new Set<string>();
  const faults: ValueFault[] = [];
  for (const item of items) {
    const outcome = item.trim() === '' ? fault('value_empty') : read(item);
    if ('faults' in outcome) faults.push(...outcome.faults.map((one) => ofItem(one, item)));
    else texts.add(outcome.text);
  }
  if (faults.length > 0) return { faults: distinct(faults) };
  const list = [...texts].sort();
  return { text: list.join(','), list };
}

/** Of several values one has to be told which is wrong. */
function ofItem(fault: ValueFault, item: string): ValueFault {
  const value = shorten(item.trim());
  return value === '' ? fault : { ...fault, value };
}

function distinct(faults: readonly ValueFault[]): ValueFault[] {
  return [...new Map(faults.map((one) => [JSON.stringify(one), one])).values()];
}

function readAmount(value: string): Outcome {
  const [, whole = '', cents = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(value) ?? [];
  if (whole === '') {
    if (/^-\d+(\.\d{1,2})?$/.test(value)) return fault('amount_out_of_range', suggestion('0'));
    return fault('amount_invalid', suggestion(plainAmount(value)));
  }
  const digits = whole.replace(/^0+(?=\d)/, '');
  if (digits.length > 9) return fault('amount_out_of_range', suggestion(LARGEST_AMOUNT));
  const number = Number(digits) * 100 + Number(cents.padEnd(2, '0'));
  return { text: number % 100 === 0 ? digits : `${digits}.${cents.padEnd(2, '0')}`, number };
}

/** `1.200,50 €` and `1,200.50` as they are to be written. */
function plainAmount(value: string): string | undefined {
  const bare = value.replace(/[€$£\s]|eur/gi, '');
  const [, whole, cents] = /^([1-9]\d{0,2}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(bare) ?? [];
  if (whole === undefined) return undefined;
  return whole.replace(/[.,]/g, '') + (cents === undefined ? '' : `.${cents}`);
}

function readInteger({ least, most, together }: IntegerKind, value: string): Outcome {
  const params = { least, most };
  const nearby = (number: number) => suggestion(String(Math.min(Math.max(number, least), most)));
  if (!/^-?\d+$/.test(value)) {
    const [whole] = /^\d+(?=[.,]\d*$)/.exec(value) ?? [];
    return fault('integer_invalid', { params, ...(whole === undefined ? {} : nearby(Number(whole))) });
  }
  const number = Number(value);
  if (number < least || (number > most && !together))
    return fault('integer_out_of_range', { params, ...nearby(number) });
  return { text: String(number), number };
}

function suggestFlag(value: string): Pick<QueryFault, 'suggestion'> {
  if (/^(1|yes|y|on|s[ií]|t|verdadero)$/i.test(value) || /^true$/i.test(value)) return { suggestion: 'true' };
  if (/^(0|no?|off|f|falso)$/i.test(value) || /^false$/i.test(value)) return { suggestion: 'false' };
  return {};
}

function suggestion(text: string | undefined): Pick<QueryFault, 'suggestion'> {
  return text === undefined ? {} : { suggestion: text };
}
