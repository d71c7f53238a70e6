import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { types } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type ExportFacts, ExportsService, type PreparedSearch } from '@app/instruments';
import { ExportsBusyError } from './instruments.errors';
import { tableHead, tableRows, type TableStyle } from './listing-table';

/** Each holds a connection and a snapshot for as long as its client reads. */
const MOST_AT_ONCE = 2;
/** A snapshot that stays open keeps dead rows from being cleared away. */
const LONGEST = 15 * 60 * 1_000;

/** An export whose first rows are there. */
export interface ExportStream {
  readonly facts: ExportFacts;
  readonly body: Readable;
}

/** Writes exports as fast as they are read, and not faster. */
@Injectable()
export class ExportStreamsService {
  private open = 0;

  constructor(private readonly exports: ExportsService) {}

  /**
   * Begins an export. It ends when it is through, when its reader goes away, after a minute in which nothing is read,
   * and after a quarter of an hour.
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
    const body = new PassThrough();
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
          gone.signal.throwIfAborted();
          if (!body.write(tableRows(style, rows))) await once(body, 'drain', { signal: gone.signal });
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
}
