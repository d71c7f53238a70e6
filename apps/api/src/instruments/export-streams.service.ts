import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { types } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type ExportFacts, ExportsService, type PreparedSearch } from '@app/instruments';
import { ExportsBusyError } from './instruments.errors';
import { tableHead, tableRows, type TableStyle } from './listing-table';

/** Each holds a connection and a snapshot for as long as its client reads. */
const MOST_AT_ONCE = 2;
/** A snapshot that stays open keeps dead rows from being cleared away. In milliseconds, as what follows. */
const LONGEST = 15 * 60 * 1_000;
/** A reader that takes nothing for so long is hung up on. */
const PATIENCE = 30_000;
/** Bytes that are handed on at once: even a slow reader has soon taken some. */
const PIECE = 16 * 1024;

/** An export whose first rows are there. */
export interface ExportStream {
  readonly facts: ExportFacts;
  readonly body: Readable;
}

/** Writes exports as fast as they are read, and not faster. */
@Injectable()
export class ExportStreamsService {
  /** Shorter where a test waits for its end. */
  patience = PATIENCE;
  private open = 0;

  constructor(private readonly exports: ExportsService) {}

  /**
   * Begins an export. It ends when it is through, when its reader goes away, after half a minute in which he takes
   * nothing, and after a quarter of an hour; a slow reader is waited for.
   *
   * @param most rows; `null`: all
   * @param admit asked once there is room for it; what it throws refuses the export
   * @throws ExportsBusyError
   */
  async begin(
    prepared: PreparedSearch,
    style: TableStyle,
    most: number | null,
    admit: () => Promise<void>,
  ): Promise<ExportStream> {
    if (this.open >= MOST_AT_ONCE) throw new ExportsBusyError();
    this.open += 1;
    await admit().catch((error: unknown) => {
      this.open -= 1;
      throw error;
    });
    const body = new PassThrough({ highWaterMark: PIECE });
    // the server logs it too, once it sends the body
    body.on('error', () => undefined);
    const facts = await new Promise<ExportFacts>((resolve, reject) => {
      void this.write(body, prepared, style, most, resolve).catch(reject);
    });
    return { facts, body };
  }

  private async write(
    body: PassThrough,
    prepared: PreparedSearch,
    style: TableStyle,
    most: number | null,
    begun: (facts: ExportFacts) => void,
  ): Promise<void> {
    const gone = new AbortController();
    body.once('close', () => gone.abort());
    const timer = setTimeout(() => body.destroy(new Error('the export took too long')), LONGEST);
    try {
      await this.exports.read(prepared, most, {
        begin: (facts) => {
          begun(facts);
          body.write(tableHead(style));
        },
        take: async (rows) => {
          for (const piece of inPieces(tableRows(style, rows))) {
            gone.signal.throwIfAborted();
            if (!body.write(piece)) await this.untilTaken(body, gone.signal);
          }
        },
      });
      body.end();
    } catch (error) {
      body.destroy(types.isNativeError(error) ? error : new Error('the export failed', { cause: error }));
      throw error;
    } finally {
      clearTimeout(timer);
      this.open -= 1;
    }
  }

  private async untilTaken(body: PassThrough, gone: AbortSignal): Promise<void> {
    const hangUp = (): void => void body.destroy(new Error('the reader takes nothing'));
    const timer = setTimeout(hangUp, this.patience);
    try {
      await once(body, 'drain', { signal: gone });
    } finally {
      clearTimeout(timer);
    }
  }
}

function* inPieces(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
