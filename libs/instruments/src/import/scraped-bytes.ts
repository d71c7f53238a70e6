import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ScrapedFileError } from './import.errors';

/** Size and SHA-256 (lower-case hex) of a file as it was given, packed if it was packed. */
export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** The bytes of a file on their way: counted, hashed, unpacked, and stopped at the limit. */
export class ScrapedBytes {
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private finished: FileDigest | null = null;

  /**
   * @param source the file as given
   * @param gzip whether it must be unpacked
   * @param limit most bytes, before and after unpacking: a small gzip may unpack to anything
   */
  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly gzip: boolean,
    private readonly limit: number,
  ) {}

  /**
   * The unpacked bytes in pieces of at most 64 KiB. To be read once.
   *
   * @throws ScrapedFileError `imports.file_too_large`, `imports.file_gzip`; errors of the source as they are
   */
  async *read(): AsyncGenerator<Buffer, void> {
    let unpacked = 0;
    for await (const chunk of this.gzip ? this.unpack() : this.counted()) {
      unpacked += chunk.byteLength;
      if (unpacked > this.limit) throw this.tooLarge();
      for (let at = 0; at < chunk.byteLength; at += 65_536) {
        yield Buffer.from(chunk.buffer, chunk.byteOffset + at, Math.min(65_536, chunk.byteLength - at));
      }
    }
  }

  /**
   * Counts and hashes the file as given without unpacking it, instead of reading it.
   *
   * @throws ScrapedFileError `imports.file_too_large`; errors of the source as they are
   */
  async skim(): Promise<FileDigest> {
    const pieces = this.counted();
    while (!(await pieces.next()).done);
    return this.digest();
  }

  /** Of what was read until now: of the whole file once `read` has come to its end. */
  digest(): FileDigest {
    return this.finished ?? { bytes: this.bytes, sha256: this.hash.copy().digest('hex') };
  }

  private async *counted(): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of this.source) {
      this.bytes += chunk.byteLength;
      this.hash.update(chunk);
      if (this.bytes > this.limit) throw this.tooLarge();
      yield chunk;
    }
    this.finished = this.digest();
  }

  private async *unpack(): AsyncGenerator<Buffer, void> {
    const gunzip = createGunzip();
    // an error of the source destroys gunzip with it, and the loop below throws it
    pipeline(Readable.from(this.counted(), { objectMode: false }), gunzip, () => undefined);
    try {
      for await (const chunk of gunzip) {
        if (Buffer.isBuffer(chunk)) yield chunk;
      }
    } catch (error) {
      if (!isZlibError(error)) throw error;
      throw new ScrapedFileError('imports.file_gzip', undefined, {}, { cause: error });
    }
  }

  private tooLarge(): ScrapedFileError {
    return new ScrapedFileError(
      'imports.file_too_large',
      `The file has more than ${this.limit} bytes, packed or unpacked.`,
      { bytes: this.limit },
    );
  }
}

function isZlibError(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_')
  );
}
