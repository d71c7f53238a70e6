import {
  type Instrument,
  type InstrumentCells,
  type InstrumentFault,
  InstrumentInvalidError,
  LinkTakenError,
} from '@app/instruments';

/** Refusals of the old backend: sentences by field. */
export type LegacyErrors = Readonly<Record<string, readonly string[]>>;

/** A listing as the old backend answered it: these keys in this order. */
export interface LegacyRow {
  readonly id: number;
  readonly name: string;
  readonly price: string | null;
  readonly link: string;
  readonly image: string | null;
  readonly location: string | null;
  readonly category: string | null;
  readonly expiration: string | null;
  readonly publish: string | null;
  readonly website: string;
}

const REQUIRED = ['name', 'link', 'website'] as const;
const OPTIONAL = ['price', 'image', 'location', 'category', 'expiration', 'publish'] as const;
const DATE = 'Date has wrong format. Use one of these formats instead: YYYY-MM-DD.';
const NUMBER = 'A valid number is required.';

/** What the old backend said to each fault; what is not here is said as we say it. */
const SENTENCES: Readonly<Record<string, string>> = {
  website_missing: 'This field may not be blank.',
  name_missing: 'This field may not be blank.',
  name_too_long: 'Ensure this field has no more than 500 characters.',
  link_missing: 'This field may not be blank.',
  link_too_long: 'Ensure this field has no more than 1000 characters.',
  link_unreadable: 'Enter a valid URL.',
  link_scheme: 'Enter a valid URL.',
  link_credentials: 'Enter a valid URL.',
  price_unreadable: NUMBER,
  price_infinite: NUMBER,
  price_negative: 'Ensure this value is greater than or equal to 0.',
  price_too_high: 'Ensure this value is less than or equal to 1000000.',
  date_unreadable: DATE,
  date_impossible: DATE,
  location_too_long: 'Ensure this field has no more than 500 characters.',
  category_too_long: 'Ensure this field has no more than 200 characters.',
};

/** What a body says about a listing, or what is wrong with its form. Fields that nobody knows are ignored, as ever. */
export function readLegacyBody(
  body: unknown,
  form: boolean,
): {
  readonly cells: InstrumentCells;
  readonly errors: LegacyErrors;
} {
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    const found = Array.isArray(body) ? 'list' : typeof body;
    const errors = { non_field_errors: [`Invalid data. Expected a dictionary, but got ${found}.`] };
    return { cells: {}, errors };
  }
  const fields = new Map<string, unknown>(Object.entries(body ?? {}));
  const cells: Record<string, string | null> = {};
  const errors: Record<string, string[]> = {};
  for (const field of [...REQUIRED, ...OPTIONAL]) {
    const required = REQUIRED.some((name) => name === field);
    const given = fields.get(field);
    // a form may name a field twice: the last one counts
    const value: unknown = Array.isArray(given) && form ? given.at(-1) : given;
    const refuse = (sentence: string): void => void (errors[field] = [sentence]);
    if (value === undefined) {
      if (required) refuse('This field is required.');
    } else if (value === null) {
      if (required) refuse('This field may not be null.');
      else cells[field] = null;
    } else {
      const text =
        typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : null;
      const sentence = text === null ? malformed(field) : faultOf(field, text);
      if (sentence !== null) refuse(sentence);
      else cells[field] = text;
    }
  }
  return { cells, errors };
}

/** The refusals behind an error of a listing; `null` for what is none. */
export function toLegacyErrors(error: unknown): LegacyErrors | null {
  if (error instanceof LinkTakenError) return { link: ['instrument with this link already exists.'] };
  if (!(error instanceof InstrumentInvalidError)) return null;
  return Object.fromEntries(error.faults.map((fault) => [fault.field ?? 'non_field_errors', [said(fault)]]));
}

/** Shows a listing as the old backend did. */
export function toLegacyRow(instrument: Instrument): LegacyRow {
  return {
    id: Number(instrument.id),
    name: instrument.name,
    price: instrument.price?.amount ?? null,
    link: instrument.link,
    image: instrument.image,
    location: instrument.location,
    category: instrument.categoryLabel,
    expiration: instrument.expiresOn,
    publish: instrument.publishedOn,
    website: instrument.source.slug,
  };
}

function said({ code, message }: InstrumentFault): string {
  return SENTENCES[code] ?? message;
}

function malformed(field: string): string {
  if (field === 'price') return NUMBER;
  return field === 'expiration' || field === 'publish' ? DATE : 'Not a valid string.';
}

function faultOf(field: string, text: string): string | null {
  if (text.includes('\0')) return 'Null characters are not allowed.';
  if (/[^\P{Cc}\t\n\r]|\p{Cs}/u.test(text)) return 'Not a valid string.';
  if (field !== 'price' || text === '') return null;
  if (!/^[+-]?\d{1,15}(\.\d+)?$/.test(text)) return NUMBER;
  return /\.\d{3}/.test(text) ? 'Ensure that there are no more than 2 decimal places.' : null;
}
