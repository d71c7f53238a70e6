import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorsCsv, type RejectedRow } from '@app/instruments';
import { UsageError } from './usage.errors';

/** Collects refused rows of a file into an errors.csv, which appears whole or not at all. */
export class ErrorsFile {
  private stream: Transform | null = null;
  private finished: Promise<void> = Promise.resolve();

  /** @param target absolute path */
  constructor(private readonly target: string) {}

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
      throw new UsageError(
        `${this.target} cannot be written: ${error instanceof Error ? error.message : ''}`,
      );
    }
  }

  /** Leaves no half-written file behind. */
  async discard(): Promise<void> {
    this.stream?.destroy();
    await this.finished.catch(() => undefined);
    await rm(this.partial, { force: true });
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
