import { createWriteStream } from 'node:fs';
import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorsCsv, type RejectedRow } from '@app/instruments';
import { errorOf } from '@app/kernel';
import { UsageError } from './usage.errors';

/** Collects refused rows of a file into an errors.csv, which appears whole or not at all. */
export class ErrorsFile {
  private stream: Transform | null = null;
  private finished: Promise<void> = Promise.resolve();

  private constructor(private readonly target: string) {}

  /**
   * @param target absolute path
   * @throws UsageError when it cannot be written there: better before the import than behind it
   */
  static async at(target: string): Promise<ErrorsFile> {
    const file = new ErrorsFile(target);
    // It is replaced as a whole in the end, which would put a file in the place of a device, a pipe or a link.
    const there = await lstat(target).catch(() => null);
    if (there?.isDirectory()) throw file.unwritable('it is a folder.');
    if (there && !there.isFile()) throw file.unwritable('it is no regular file.');
    await writeFile(file.partial, '').catch((error: unknown) => {
      throw file.unwritable(error);
    });
    return file;
  }

  /** Adds refused rows; the first ones bring the columns. */
  add(rows: readonly RejectedRow[], columns: readonly string[]): void {
    this.stream ??= this.open(columns);
    for (const row of rows) this.stream.write(row);
  }

  /**
   * Completes the file, with its header alone when nothing was refused.
   *
   * @throws UsageError when it cannot be written there
   */
  async close(columns: readonly string[]): Promise<void> {
    this.stream ??= this.open(columns);
    this.stream.end();
    try {
      await this.finished;
      await rename(this.partial, this.target);
    } catch (error) {
      await this.discard();
      throw this.unwritable(error);
    }
  }

  /** Leaves no half-written file behind. */
  async discard(): Promise<void> {
    this.stream?.destroy();
    await this.finished.catch(() => undefined);
    await rm(this.partial, { force: true });
  }

  private unwritable(why: unknown): UsageError {
    return new UsageError(`${this.target} cannot be written: ${errorOf(why).message}`);
  }

  private get partial(): string {
    return `${this.target}.part`;
  }

  private open(columns: readonly string[]): Transform {
    const stream = errorsCsv(columns);
    this.finished = pipeline(stream, createWriteStream(this.partial));
    this.finished.catch(() => undefined);
    return stream;
  }
}
