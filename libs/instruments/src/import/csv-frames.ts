/** Where one row of a CSV file stands in its block, and whether its quoting can be trusted. */
export interface CsvFrame {
  readonly start: number;
  /** Exclusive; the line end belongs to the frame. */
  readonly end: number;
  /**
   * `open`: a quoted field is not closed where a field may end, and the frame is the first line only, so that the rows
   * below are not swallowed. `stray`: a quote inside a field that begins without one. `long`: over the limit, and the
   * frame is only its beginning.
   */
  readonly verdict: 'ok' | 'open' | 'stray' | 'long';
}

/** How rows are told apart. */
export interface CsvShape {
  /** One ASCII character. */
  readonly delimiter: string;
  /** `\n` also means `\r\n`; `\r` is for files that know no other line end. */
  readonly lineEnd: '\n' | '\r';
  readonly width: number;
  /** Most bytes of a row. */
  readonly rowBytes: number;
}

interface Scan {
  /** Exclusive, behind the line end; null when no row ends here. */
  readonly end: number | null;
  readonly fields: number;
  readonly stray: boolean;
}

const QUOTE = 0x22;
const BROKEN: Scan = { end: null, fields: 0, stray: false };
/** How far a quoted field is followed, in rows of the greatest length. */
const REACH = 4;

/**
 * Finds where rows begin and end, block by block, so that one broken quote costs one row: a parser that has lost its
 * place cannot give back the rows it has swallowed. Fields are the parser's business, not this one's.
 */
export class CsvFramer {
  private readonly delimiter: number;
  private readonly newline: number;
  private skipping = false;
  private quoteAt = -1;

  constructor(private readonly shape: CsvShape) {
    this.delimiter = shape.delimiter.charCodeAt(0);
    this.newline = shape.lineEnd.charCodeAt(0);
  }

  /** Bytes that must follow a row for it to be judged, unless the file ends. */
  get lookahead(): number {
    return (REACH + 1) * this.shape.rowBytes + 2;
  }

  /**
   * @param block bytes from where the last call came to an end
   * @param last whether the file ends with the block
   * @returns the rows that can be judged (blank ones left out) and where the next block begins
   */
  cut(block: Buffer, last: boolean): { readonly frames: CsvFrame[]; readonly end: number } {
    const frames: CsvFrame[] = [];
    const stop = last ? block.length : block.length - this.lookahead;
    this.quoteAt = block.indexOf(QUOTE);
    let at = this.skipping ? this.skip(block, 0) : 0;
    while (at < stop) {
      const frame = this.frameAt(block, at);
      if (frame.verdict !== 'ok' || !this.isBlank(block, frame)) frames.push(frame);
      at = frame.verdict === 'long' ? this.skip(block, this.endOfLong(block, frame)) : frame.end;
    }
    return { frames, end: at };
  }

  private frameAt(block: Buffer, start: number): CsvFrame {
    const lineEnd = endOf(block, start, this.newline);
    const { rowBytes, width } = this.shape;
    if (this.quoteAt >= 0 && this.quoteAt < start) this.quoteAt = block.indexOf(QUOTE, start);
    if (lineEnd - start > rowBytes) return { start, end: start + rowBytes, verdict: 'long' };
    if (this.quoteAt < 0 || this.quoteAt >= lineEnd) return { start, end: lineEnd, verdict: 'ok' };
    const row = this.scan(block, start);
    if (row.end === null) return { start, end: lineEnd, verdict: 'open' };
    // a quote that was never closed may seem closed by a later row's: that row, read by itself, gives it away
    if (row.end > lineEnd && row.fields !== width && this.scan(block, lineEnd).fields === width) {
      return { start, end: lineEnd, verdict: 'open' };
    }
    if (row.end - start > rowBytes) {
      return row.fields === width
        ? { start, end: start + rowBytes, verdict: 'long' }
        : { start, end: lineEnd, verdict: 'open' };
    }
    return { start, end: row.end, verdict: row.stray ? 'stray' : 'ok' };
  }

  private scan(block: Buffer, start: number): Scan {
    const reach = Math.min(block.length, start + REACH * this.shape.rowBytes);
    let fields = 1;
    let stray = false;
    let quoted = block[start] === QUOTE;
    for (let at = start; at < reach; at++) {
      if (quoted) {
        at = closingQuote(block, at + 1, reach) + 1;
        if (at === 0 || !this.endsField(block, at)) return BROKEN;
        quoted = false;
        if (at >= reach) break;
      }
      const byte = block[at];
      if (byte === this.newline) return { end: at + 1, fields, stray };
      if (byte === this.delimiter) {
        fields++;
        quoted = block[at + 1] === QUOTE;
        if (quoted) continue;
      } else if (byte === QUOTE) stray = true;
    }
    return reach === block.length && !quoted ? { end: reach, fields, stray } : BROKEN;
  }

  private endsField(block: Buffer, at: number): boolean {
    const byte = block[at];
    if (byte === undefined || byte === this.delimiter || byte === this.newline) return true;
    return byte === 0x0d && block[at + 1] === this.newline;
  }

  /** Nothing but white space and delimiters. */
  private isBlank(block: Buffer, { start, end }: CsvFrame): boolean {
    for (let at = start; at < end; at++) {
      const byte = block[at];
      if (byte !== this.delimiter && byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)
        return false;
    }
    return true;
  }

  private endOfLong(block: Buffer, { start, end }: CsvFrame): number {
    return endOf(block, start, this.newline) > end ? end : (this.scan(block, start).end ?? end) - 1;
  }

  private skip(block: Buffer, from: number): number {
    const lineEnd = block.indexOf(this.newline, from);
    this.skipping = lineEnd < 0;
    return lineEnd < 0 ? block.length : lineEnd + 1;
  }
}

function endOf(block: Buffer, from: number, newline: number): number {
  const at = block.indexOf(newline, from);
  return at < 0 ? block.length : at + 1;
}

/** -1 when there is none before the reach; a doubled quote is a character of the field. */
function closingQuote(block: Buffer, from: number, reach: number): number {
  let at = block.indexOf(QUOTE, from);
  while (at >= 0 && at < reach && block[at + 1] === QUOTE) at = block.indexOf(QUOTE, at + 2);
  return at < reach ? at : -1;
}
