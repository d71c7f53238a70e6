import type { FileFindings } from './csv-rows';
import { ScrapedFileError } from './import.errors';
import { JsonReader } from './json-rows';
import type { ScrapedRow } from './scraped-row';
import { decodeBytes } from './scraped-text';

const LINE_FEED = 0x0a;

/**
 * The rows of an NDJSON file, some lines at a time; blank lines are left out and do not count.
 *
 * @param rowBytes most bytes of a line
 * @throws ScrapedFileError `imports.file_empty`; `imports.file_columns` when the first rows have no name or no link
 */
export async function* ndjsonRows(
  bytes: AsyncIterable<Buffer>,
  rowBytes: number,
  findings: FileFindings,
): AsyncGenerator<ScrapedRow[], void> {
  const reader = new JsonReader(rowBytes, findings);
  let first = true;
  for await (const lines of lineBlocks(bytes, rowBytes)) {
    const rows = lines.filter((line) => !isBlankLine(line)).map((line) => reader.fromLine(line));
    if (rows.length === 0) continue;
    if (first) reader.requireColumns();
    first = false;
    yield rows;
  }
  if (first) throw new ScrapedFileError('imports.file_empty');
}

/**
 * The rows of a JSON file: an array of objects, read whole. An empty array is a file without rows.
 *
 * @param rowBytes most characters of a row's values
 * @throws ScrapedFileError `imports.file_empty`, `imports.file_json`; `imports.file_columns` when no object has a name
 *   or a link
 */
export async function* jsonRows(
  bytes: AsyncIterable<Buffer>,
  rowBytes: number,
  findings: FileFindings,
): AsyncGenerator<ScrapedRow[], void> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const { text, utf8 } = decodeBytes(Buffer.concat(chunks));
  const content = text.replace(/^\ufeff/, '');
  if (content.trim() === '') throw new ScrapedFileError('imports.file_empty');
  const values = parseArray(content);
  const reader = new JsonReader(rowBytes, findings);
  if (!utf8) {
    findings.notes.push({
      code: 'bytes_not_utf8',
      column: null,
      message: 'Bytes that are not UTF-8 were read as Windows-1252.',
    });
  }
  const rows = values.map((value) => reader.fromValue(value));
  if (rows.length > 0) reader.requireColumns();
  yield rows;
}

function parseArray(text: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ScrapedFileError('imports.file_json', 'The file is not valid JSON.', {}, { cause: error });
  }
  if (!Array.isArray(value)) throw new ScrapedFileError('imports.file_json');
  return value;
}

/** Lines without their ends. A line over the limit comes as its beginning, one byte longer than the limit. */
async function* lineBlocks(bytes: AsyncIterable<Buffer>, rowBytes: number): AsyncGenerator<Buffer[], void> {
  let held: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const chunk of bytes) {
    const block = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const lines: Buffer[] = [];
    let at = first && block.toString('latin1', 0, 3) === '\xef\xbb\xbf' ? 3 : 0;
    for (let end = block.indexOf(LINE_FEED, at); end >= 0; end = block.indexOf(LINE_FEED, at)) {
      lines.push(block.subarray(at, Math.min(end, at + rowBytes + 1)));
      at = end + 1;
    }
    // what is over the limit already need not be kept to know it
    held = block.subarray(at, Math.min(block.length, at + rowBytes + 1));
    first = false;
    yield lines;
  }
  yield [held];
}

function isBlankLine(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
