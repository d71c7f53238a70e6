import { fold } from './fold';
import type { ImportCode } from './import-codes';
import { RemarkTally } from './import-report';
import { SourceMissingError } from './import-run.errors';
import { ScrapedFileError } from './import.errors';
import type { RejectedRow } from './errors-csv';
import { type Listing, type ListingContext, parseListingRow, websiteOf } from './listing-row';
import { rowFault } from './row-fault';
import type { FileDigest } from './scraped-bytes';
import type { ScrapedFile } from './scraped-file';
import type { ScrapedRow } from './scraped-row';

/** A remark about one row or, without a row number, about all of the file. */
export interface IntakeNote {
  readonly code: ImportCode;
  readonly message: string;
  readonly row: number | null;
}

/** A handful of rows, judged. */
export interface IntakeBatch {
  readonly received: number;
  readonly listings: readonly Listing[];
  readonly rejected: readonly RejectedRow[];
  readonly notes: readonly IntakeNote[];
}

/** What an import is made of: rows that come in batches, to be read once. */
export interface Intake {
  readonly fileName: string;
  /**
   * What the first rows say about where they come from; `null` when they do not. Refuses what has no rows, or none that
   * could be read: then the source is not what is missing.
   */
  firstWebsite(): Promise<string | null>;
  batches(context: ListingContext): AsyncIterable<IntakeBatch>;
  /** Names of the columns; known with the first batch. */
  columns(): readonly string[];
  /** Remarks about the whole; complete at its end. */
  notes(): readonly IntakeNote[];
  /** Size and hash; complete at its end. */
  digest(): FileDigest;
}

/** Unknown columns that a report names. */
const EXAMPLES = 10;

/** Rows of a scraped file. */
export class FileIntake implements Intake {
  private readonly iterator: AsyncIterator<ScrapedRow[]>;
  private first: ScrapedRow[] | null = null;

  /** @param sourceGiven whether the caller named the source; if not, the rows must, and all the same one */
  constructor(
    readonly fileName: string,
    private readonly file: ScrapedFile,
    private readonly sourceGiven: boolean,
  ) {
    this.iterator = file.rows[Symbol.asyncIterator]();
  }

  async firstWebsite(): Promise<string | null> {
    this.first ??= await this.next();
    if (!this.first) throw new ScrapedFileError('imports.file_empty', 'The file has no rows.');
    for (const row of this.first) {
      const website = websiteOf(row);
      if (website !== null) return website;
    }
    const broken = new RemarkTally();
    for (const { row, fault } of this.first) if (fault) broken.add(fault.code, fault.message, row);
    if (this.first.every(({ fault }) => fault)) throw new SourceMissingError(broken.list());
    return null;
  }

  async *batches(context: ListingContext): AsyncGenerator<IntakeBatch> {
    const website = this.sourceGiven ? null : await this.firstWebsite();
    const expected = website === null ? null : fold(website);
    for (let rows = this.first ?? (await this.next()); rows; rows = await this.next()) {
      yield judge(rows, context, expected);
    }
  }

  columns(): readonly string[] {
    return this.file.columns();
  }

  notes(): readonly IntakeNote[] {
    const notes = this.file.notes();
    const unknown = notes.flatMap(({ code, column }) => (code === 'column_unknown' ? [column ?? ''] : []));
    return notes.map(({ code, message }) => ({
      code,
      message: code === 'column_unknown' && unknown.length > 1 ? describeUnknown(unknown) : message,
      row: null,
    }));
  }

  digest(): FileDigest {
    return this.file.digest();
  }

  /** Size and hash of a file whose rows nobody wants: reads it instead of them. */
  skim(): Promise<FileDigest> {
    return this.file.skim();
  }

  private async next(): Promise<ScrapedRow[] | null> {
    const step = await this.iterator.next();
    return step.done ? null : step.value;
  }
}

function describeUnknown(columns: readonly string[]): string {
  const named = columns.slice(0, EXAMPLES).map((column) => `"${column.trim()}"`);
  return `The columns ${named.join(', ')}${columns.length > EXAMPLES ? ' …' : ''} are not known and are ignored.`;
}

function judge(rows: readonly ScrapedRow[], context: ListingContext, expected: string | null): IntakeBatch {
  const listings: Listing[] = [];
  const rejected: RejectedRow[] = [];
  const notes: IntakeNote[] = [];
  for (const row of rows) {
    const { listing, faults, notes: rowNotes } = parseListingRow(row, context);
    if (expected !== null && !row.fault) {
      const website = websiteOf(row);
      if (website === null) faults.push(rowFault('website', 'website_missing'));
      else if (fold(website) !== expected) faults.push(rowFault('website', 'website_other'));
    }
    if (listing && faults.length === 0) listings.push(listing);
    else rejected.push({ row: row.row, original: row.original, faults });
    for (const { code, message } of rowNotes) notes.push({ code, message, row: row.row });
  }
  return { received: rows.length, listings, rejected, notes };
}
