import { isUtf8 } from 'node:buffer';
import { rowNote, type RowNote } from './row-fault';

const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** Half a surrogate pair, or a control character other than tab and line break. */
const UNWANTED = /[^\P{Cc}\t\n\r]|\p{Cs}/gu;
const MAYBE_UNWANTED = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

/**
 * Bytes as text. Valid UTF-8 sequences are kept; every other byte is read as Windows-1252, so nothing is lost or
 * replaced by a question mark even where a file mixes both.
 */
export function decodeBytes(bytes: Buffer): { readonly text: string; readonly utf8: boolean } {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), utf8: true };
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? windows1252(bytes[at] ?? 0) : bytes.toString('utf8', at, at + length);
    at += length || 1;
  }
  return { text, utf8: false };
}

/** How much of a file's beginning {@link isUtf16} looks at, in bytes. */
export const TELLING_BYTES = 128;

/**
 * Whether a file is written in UTF-16: it begins with that byte order mark, or every other byte of its beginning is
 * nearly always zero, as it is in no text of another encoding.
 */
export function isUtf16(beginning: Buffer): boolean {
  const mark = beginning.toString('latin1', 0, 2);
  if (mark === '\xff\xfe' || mark === '\xfe\xff') return true;
  const pairs = Math.floor(Math.min(beginning.length, TELLING_BYTES) / 2);
  if (pairs < 2) return false;
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at++) if (beginning[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  return Math.max(even, odd) >= pairs * 0.8 && Math.min(even, odd) <= pairs * 0.2;
}

/**
 * Removes what no cell should hold and no database accepts: NUL and other control characters (tab and line breaks
 * stay) and lone surrogates. Each kind that was removed adds a note.
 *
 * @param field the column, for the note
 * @param notes receives the notes
 */
export function cleanText(text: string, field: string | null, notes: RowNote[]): string {
  if (!MAYBE_UNWANTED.test(text)) return text;
  const withoutNul = text.replaceAll('\0', '');
  if (withoutNul.length < text.length) notes.push(rowNote(field, 'nul_removed'));
  const clean = withoutNul.replace(UNWANTED, '');
  if (clean.length < withoutNul.length) notes.push(rowNote(field, 'control_removed'));
  return clean;
}

/** Length of the valid UTF-8 sequence at a place, 0 when there is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

function windows1252(byte: number): string {
  return byte < 0xa0 ? WINDOWS_1252.charAt(byte - 0x80) : String.fromCharCode(byte);
}
