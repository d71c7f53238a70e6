import { isBlank } from './blank';
import { brandNamed, detectBrand } from './brand';
import { currencyCode } from './currency';
import { parseImage, parseLink } from './link-key';
import { parseListingDate } from './listing-date';
import { parsePrice, type PriceHabit } from './price';
import { rowFault, rowNote, type RowFault, type RowNote } from './row-fault';
import type { ColumnName, ScrapedRow } from './scraped-row';

/** What a row says about a listing; null is "says nothing" and never erases a known value. */
export interface Listing {
  /** As in {@link ScrapedRow}. */
  readonly row: number;
  /** NFC, 1 to 500 characters, no line break or tab. */
  readonly name: string;
  /** Whole units and two decimals, `1200.00`. */
  readonly price: string | null;
  /** ISO 4217 code; null exactly when the price is. */
  readonly currency: string | null;
  readonly link: string;
  readonly linkKey: string;
  readonly image: string | null;
  readonly location: string | null;
  /** As written in the file, or the import's own. */
  readonly category: string | null;
  /** `YYYY-MM-DD`, as is the next. */
  readonly expiresOn: string | null;
  readonly publishedOn: string | null;
  /** The brand column, in the maker's spelling if known; without one the maker that the name tells. */
  readonly brand: string | null;
}

/** What a row is read against. */
export interface ListingContext {
  readonly habit: PriceHabit;
  /** ISO 4217 code of the source, for prices that name none. */
  readonly currency: string;
  readonly now: Date;
  /** IANA name. */
  readonly timeZone: string;
  /** The import's own category, instead of the file's; null to go by the file. */
  readonly category: string | null;
}

/** A row read: a listing exactly when there is no fault. */
export interface ListingReading {
  readonly listing: Listing | null;
  /** All of them, not only the first. */
  readonly faults: RowFault[];
  readonly notes: RowNote[];
}

const LONGEST = { name: 500, location: 500, category: 200, brand: 100 };
type TextColumn = keyof typeof LONGEST;

/**
 * Reads a row as a listing. The currency is the price text's, else the currency column's, else the source's.
 *
 * @returns every fault of the row; a structural fault stands alone, because such cells stand in the wrong columns
 */
export function parseListingRow(row: ScrapedRow, context: ListingContext): ListingReading {
  if (row.fault) return { listing: null, faults: [row.fault], notes: [...row.notes] };
  const reader = new ListingReader(row, context);
  const { category } = context;
  const name = reader.text('name');
  if (name === null) reader.faults.push(rowFault('name', 'name_missing'));
  const link = reader.link();
  const price = reader.price();
  const fields = {
    row: row.row,
    ...price,
    image: reader.image(),
    location: reader.text('location'),
    category: category ?? reader.text('category'),
    expiresOn: reader.date('expiration'),
    publishedOn: reader.date('publication'),
    brand: reader.brand(name),
  };
  const { faults, notes } = reader;
  if (faults.length > 0 || name === null || link === null) return { listing: null, faults, notes };
  return { listing: { ...fields, name, link: link.link, linkKey: link.key }, faults, notes };
}

/** The source that a row names, trimmed; null when it names none. */
export function websiteOf(row: ScrapedRow): string | null {
  const website = row.cells.website;
  return website === undefined || isBlank(website) ? null : website.trim();
}

/** Reads the cells of a listing one by one; whoever brings a listing, a file or a form, it is read by these rules. */
export class ListingReader {
  readonly faults: RowFault[] = [];
  readonly notes: RowNote[];

  constructor(
    private readonly row: Pick<ScrapedRow, 'cells' | 'notes'>,
    private readonly context: Omit<ListingContext, 'category'>,
  ) {
    this.notes = [...row.notes];
  }

  text(column: TextColumn): string | null {
    const cell = this.cell(column);
    if (cell === null) return null;
    const text = cell
      .trim()
      .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
      .normalize('NFC');
    if (isTooLong(text, LONGEST[column])) this.faults.push(rowFault(column, `${column}_too_long`));
    return text;
  }

  link(): { readonly link: string; readonly key: string } | null {
    const cell = this.cell('link');
    const link = cell === null ? rowFault('link', 'link_missing') : parseLink(cell);
    if ('key' in link) return link;
    this.faults.push(link);
    return null;
  }

  image(): string | null {
    const cell = this.cell('image');
    if (cell === null) return null;
    const image = parseImage(cell);
    if ('link' in image) return image.link;
    this.notes.push(rowNote('image', 'image_dropped', `The image is left out. ${image.message}`));
    return null;
  }

  price(): { readonly price: string | null; readonly currency: string | null } {
    const named = this.currency();
    const text = this.cell('price') ?? '';
    const reading = parsePrice(text, this.context.habit);
    if (reading.kind === 'fault') this.faults.push(reading.fault);
    if (reading.kind === 'none' && reading.note) this.notes.push(rowNote('price', reading.note));
    if (reading.kind !== 'price') return { price: null, currency: null };
    if (reading.currency === null) return { price: reading.amount, currency: named ?? this.context.currency };
    // `$` and `¥` mean several currencies; where the column names one of those, it tells which
    const both = named === null ? reading : parsePrice(`${text} ${named}`, this.context.habit);
    const currency = both.kind === 'price' ? both.currency : reading.currency;
    return { price: reading.amount, currency };
  }

  date(latest: 'publication' | 'expiration'): string | null {
    const { now, timeZone } = this.context;
    const cell = this.cell(latest === 'publication' ? 'publish' : 'expiration') ?? '';
    const reading = parseListingDate(cell, { now, timeZone, latest });
    if (reading.kind === 'fault') this.faults.push(reading.fault);
    return reading.kind === 'date' ? reading.date : null;
  }

  brand(name: string | null): string | null {
    const written = this.text('brand');
    if (written === null) return name === null ? null : detectBrand(name);
    return brandNamed(written) ?? written;
  }

  private currency(): string | null {
    const cell = this.cell('currency');
    if (cell === null) return null;
    const code = currencyCode(cell);
    if (code === null) this.faults.push(rowFault('currency', 'currency_unknown'));
    return code;
  }

  private cell(column: ColumnName): string | null {
    const cell = this.row.cells[column];
    return cell === undefined || isBlank(cell) ? null : cell;
  }
}

/** In characters as PostgreSQL counts them, which are never more than JavaScript's. */
function isTooLong(text: string, most: number): boolean {
  return text.length > most && Array.from(text).length > most;
}
