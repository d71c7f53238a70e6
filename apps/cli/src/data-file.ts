import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { PassThrough, pipeline, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { errorOf } from '@app/kernel';
import { DataRefusedError } from './data.errors';
import { fromCaller } from './input-files';
import { UsageError } from './usage.errors';

/** Longer than a listing with all its prices; in characters. */
const LONGEST_LINE = 4 * 1024 * 1024;
/** Nobody but the owner reads a file of data: it names people, and may hold their hashes. */
const PRIVATE = 0o600;

/** Writes a file of data, packed if its name ends in `.gz`, which appears whole or not at all; or standard output. */
export class DataFile {
  private constructor(
    private readonly target: string | null,
    private readonly input: Writable,
    private readonly finished: Promise<void>,
  ) {}

  /**
   * @param name as the caller wrote it; `undefined`: standard output
   * @throws UsageError when it cannot be written there
   */
  static async create(name: string | undefined): Promise<DataFile> {
    if (name === undefined) return new DataFile(null, process.stdout, Promise.resolve());
    const target = fromCaller(name);
    const there = await lstat(target).catch(() => null);
    if (there && !there.isFile()) throw new UsageError(`${name} is there already, and no regular file.`);
    const partial = `${target}.part`;
    await rm(partial, { force: true }); // one that was left behind would keep its mode
    const output = createWriteStream(partial, { mode: PRIVATE, flags: 'wx' });
    await once(output, 'open').catch((error: unknown) => {
      throw new UsageError(`${name} cannot be written: ${errorOf(error).message}`);
    });
    const input = name.endsWith('.gz') ? createGzip() : new PassThrough();
    pipeline(input, output, () => undefined);
    const done = finished(output);
    done.catch(() => undefined);
    return new DataFile(target, input, done);
  }

  async write(text: string): Promise<void> {
    if (this.input.errored) throw this.input.errored;
    if (!this.input.write(text)) await Promise.race([once(this.input, 'drain'), this.broken()]);
  }

  /** Completes the file. */
  async close(): Promise<void> {
    if (this.target === null) return;
    this.input.end();
    await this.finished;
    await rename(`${this.target}.part`, this.target);
  }

  /** Leaves no half-written file behind. */
  async discard(): Promise<void> {
    if (this.target === null) return;
    this.input.destroy();
    await this.finished.catch(() => undefined);
    await rm(`${this.target}.part`, { force: true });
  }

  /** Fails when the file cannot be written any more, such as on a full disk; never ends otherwise. */
  private broken(): Promise<void> {
    return this.target === null ? new Promise(() => undefined) : this.finished;
  }
}

/**
 * The lines of a file of data, one by one.
 *
 * @param name as the caller wrote it; `-` is standard input
 * @throws DataRefusedError for what is no text, or cannot be unpacked
 */
export async function* linesOf(name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  try {
    for await (const chunk of bytesOf(name)) {
      const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new DataRefusedError(`${name}: a line is too long.`);
      yield* lines;
    }
    rest += decoder.decode();
  } catch (error) {
    throw error instanceof Error && 'code' in error ? unreadable(name, error) : error;
  }
  if (rest !== '') yield rest;
}

async function* bytesOf(name: string): AsyncGenerator<Buffer> {
  const file = name === '-' ? process.stdin : createReadStream(fromCaller(name));
  const unpacked = path.extname(name) === '.gz' ? pipeline(file, createGunzip(), () => undefined) : file;
  const chunks: AsyncIterable<unknown> = unpacked;
  for await (const chunk of chunks) if (Buffer.isBuffer(chunk)) yield chunk;
}

function unreadable(name: string, error: Error & { readonly code: unknown }): Error {
  const code = String(error.code);
  if (code === 'ENOENT') return new UsageError(`${name}: no such file.`);
  if (/^E[A-Z]+$/.test(code)) return new UsageError(`${name} cannot be read (${code}).`);
  if (code.startsWith('Z_')) return new DataRefusedError(`${name} cannot be unpacked: ${error.message}.`);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return new DataRefusedError(`${name} is not UTF-8.`);
  return error;
}
