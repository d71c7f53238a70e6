import { isBlank } from '../import/blank';
import { detectBrand } from '../import/brand';
import { CURRENCY_CODES } from '../import/currency';
import { type Link, parseImage } from '../import/link-key';
import { type ListingContext, ListingReader } from '../import/listing-row';
import { rowFault } from '../import/row-fault';
import type { ColumnName } from '../import/scraped-row';
import type { Instrument, InstrumentCells, Money } from './instrument';

type ListedDays = Pick<Instrument, 'publishedOn' | 'expiresOn'>;

/** Why something that was said about a listing cannot be used. */
export interface InstrumentFault {
  /** The column, as an import calls it. */
  readonly field: string | null;
  /**
   * A code of a row that an import refuses, `unknown`: none of a closed set, or `last_day_early`: before the day of
   * publication.
   */
  readonly code: string;
  /** One English sentence. */
  readonly message: string;
  /** The closed set. */
  readonly allowed?: readonly string[];
}

/** What was said about a listing, read: only what was given, and `null` is nothing. */
export interface InstrumentDraft {
  readonly name?: string;
  readonly link?: Link;
  readonly price?: Money | null;
  readonly image?: string | null;
  readonly location?: string | null;
  /** In the words that were given. */
  readonly category?: string | null;
  readonly brand?: string | null;
  readonly publishedOn?: string | null;
  readonly expiresOn?: string | null;
}

/**
 * Reads what was said about a listing by the rules of imports, and stricter where an import goes on with a guess: an
 * image that cannot be used is a fault, and so is a currency that is no three-letter code (in any case of letters).
 *
 * @param context the dot in a price is that of its habit; its currency is for a price that names none
 */
export function readDraft(
  cells: InstrumentCells,
  context: Omit<ListingContext, 'category'>,
): { readonly draft: InstrumentDraft; readonly faults: readonly InstrumentFault[] } {
  const { currency = null, ...others } = cells;
  const isCode = currency === null || CURRENCY_CODES.includes(currency.trim().toUpperCase());
  const reader = new ListingReader({ cells: withoutNull(isCode ? cells : others), notes: [] }, context);
  const given = (column: ColumnName): boolean => cells[column] !== undefined;
  const name = given('name') ? reader.text('name') : null;
  if (given('name') && name === null) reader.faults.push(rowFault('name', 'name_missing'));
  const link = given('link') ? reader.link() : null;
  const draft: InstrumentDraft = {
    ...(name === null ? {} : { name }),
    ...(link === null ? {} : { link }),
    ...(given('price') ? { price: moneyOf(reader.price()) } : {}),
    ...(given('image') ? { image: readImage(cells.image ?? '', reader) } : {}),
    ...(given('location') ? { location: reader.text('location') } : {}),
    ...(given('category') ? { category: reader.text('category') } : {}),
    ...(given('brand') ? { brand: reader.brand(null) } : {}),
    ...(given('publish') ? { publishedOn: reader.date('publication') } : {}),
    ...(given('expiration') ? { expiresOn: reader.date('expiration') } : {}),
  };
  const unknown = { ...rowFault('currency', 'currency_unknown'), allowed: CURRENCY_CODES };
  return { draft, faults: isCode ? reader.faults : [...reader.faults, unknown] };
}

/**
 * What is wrong with a last day that somebody sets before the day of publication, or the other way round. Imports take
 * both as the site has them, and what is not touched stays.
 *
 * @param given what was said of the listing
 * @param after both as they would be
 */
export function faultsOfDays(
  given: InstrumentDraft,
  before: Partial<ListedDays>,
  { publishedOn, expiresOn }: ListedDays,
): readonly InstrumentFault[] {
  const isKept = before.publishedOn === publishedOn && before.expiresOn === expiresOn;
  if (isKept || publishedOn === null || expiresOn === null || publishedOn <= expiresOn) return [];
  return [
    {
      field: given.expiresOn === undefined ? 'publish' : 'expiration',
      code: 'last_day_early',
      message: 'The last day lies before the day of publication.',
    },
  ];
}

/**
 * The maker of a listing that gets another name: the one that the new name tells, unless somebody had named another one
 * than the old name told.
 */
export function brandAfterRename(known: Pick<Instrument, 'name' | 'brand'>, name: string): string | null {
  const told = known.brand === null || known.brand === detectBrand(known.name);
  return told ? (detectBrand(name) ?? known.brand) : known.brand;
}

function readImage(text: string, reader: ListingReader): string | null {
  if (isBlank(text)) return null;
  const image = parseImage(text);
  if ('link' in image) return image.link;
  reader.faults.push(image);
  return null;
}

function moneyOf({ price, currency }: ReturnType<ListingReader['price']>): Money | null {
  return price === null || currency === null ? null : { amount: price, currency };
}

function withoutNull(cells: InstrumentCells): Partial<Record<ColumnName, string>> {
  return Object.fromEntries(Object.entries(cells).map(([column, text]) => [column, text ?? '']));
}
