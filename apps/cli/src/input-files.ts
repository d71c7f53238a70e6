import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { callerDirectory } from '@app/config';
import { readScrapedFile, FileIntake, type ScrapedFormat } from '@app/instruments';
import { UsageError } from './usage.errors';

/** A file as its name and first bytes tell. */
interface FileKind {
  readonly format: ScrapedFormat;
  readonly gzip: boolean;
}

const FORMATS: Readonly<Record<string, ScrapedFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
};

/** The path that the person at the terminal means. */
export function fromCaller(file: string): string {
  return path.resolve(callerDirectory(), file);
}

/**
 * Opens a file of listings: CSV, NDJSON or JSON by its ending, gzip by its first bytes.
 *
 * @throws UsageError when there is no such file, or its ending says nothing
 */
export async function openInput(file: string, sourceGiven: boolean): Promise<FileIntake> {
  const absolute = fromCaller(file);
  const { format, gzip } = await kindOf(file, absolute);
  const scraped = readScrapedFile(bytesOf(absolute), { format, gzip });
  return new FileIntake(path.basename(file), scraped, sourceGiven);
}

/** Nothing is opened before the first byte is asked for: of several files one after the other. */
async function* bytesOf(absolute: string): AsyncGenerator<Buffer> {
  const chunks: AsyncIterable<unknown> = createReadStream(absolute);
  for await (const chunk of chunks) if (Buffer.isBuffer(chunk)) yield chunk;
}

async function kindOf(file: string, absolute: string): Promise<FileKind> {
  const name = file.toLowerCase().replace(/\.gz$/, '');
  const format = FORMATS[path.extname(name)];
  if (!format)
    throw new UsageError(`${file}: the name must end in ${Object.keys(FORMATS).join(', ')} (and .gz).`);
  try {
    if (!(await stat(absolute)).isFile()) throw new UsageError(`${file} is no file.`);
    const handle = await open(absolute);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return { format, gzip: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(code === 'ENOENT' ? `${file}: no such file.` : `${file} cannot be read (${code}).`);
  }
}
