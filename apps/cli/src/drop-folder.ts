import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { UsageError } from './usage.errors';

/** Names of files that scrapers leave; a name that begins with a dot, or ends otherwise, is not finished yet. */
const FINISHED = /^[^.].*\.(csv|ndjson|json)(\.gz)?$/i;
/** Where files go that were imported, and those that a person has to look at. */
export type Shelf = 'done' | 'failed';

/** A file as it was when somebody looked. */
export interface DroppedFile {
  readonly name: string;
  /** Changes whenever somebody writes into the file. */
  readonly version: string;
}

/** A folder that scrapers leave files in. */
export class DropFolder {
  private constructor(private readonly root: string) {}

  /**
   * @param root absolute path
   * @throws UsageError when it cannot be worked in
   */
  static async at(root: string): Promise<DropFolder> {
    try {
      // not recursive: a folder that is missing is a mistake in the command line, or a disk that is not there
      for (const shelf of ['done', 'failed']) {
        await mkdir(path.join(root, shelf)).catch((error: unknown) => {
          if (codeOf(error) !== 'EEXIST') throw error;
        });
      }
    } catch (error) {
      throw new UsageError(`${root} cannot be worked in (${codeOf(error)}): it has to be a writable folder.`);
    }
    return new DropFolder(root);
  }

  /** Absolute path of a file in it. */
  path(name: string): string {
    return path.join(this.root, name);
  }

  /** Where rejected rows of a file are collected while it is imported. */
  errorsOf({ name }: DroppedFile): string {
    return this.path(`.${name}.errors.csv`);
  }

  /** The files that nobody has written into since a moment, the oldest first. */
  async finished(before: Date): Promise<DroppedFile[]> {
    const found: (DroppedFile & { readonly changed: number })[] = [];
    for (const name of await readdir(this.root)) {
      const stats = FINISHED.test(name) ? await stat(this.path(name)).catch(() => null) : null;
      if (!stats?.isFile() || stats.mtimeMs > before.getTime()) continue;
      found.push({ name, version: versionOf(stats), changed: stats.mtimeMs });
    }
    return found.sort((a, b) => a.changed - b.changed || a.name.localeCompare(b.name));
  }

  /** Whether somebody has written into a file, or taken it away, since it was found. */
  async hasChanged({ name, version }: DroppedFile): Promise<boolean> {
    const stats = await stat(this.path(name)).catch(() => null);
    return stats === null || versionOf(stats) !== version;
  }

  /** Puts a file away with what is to be said about it; the file goes last, so that it is not lost without a word. */
  async putAway({ name }: DroppedFile, shelf: Shelf, now: Date, report: object): Promise<void> {
    const target = this.path(path.join(shelf, `${stamp(now)}-${name}`));
    await writeFile(`${target}.report.json`, `${JSON.stringify(report, null, 2)}\n`);
    await rename(this.errorsOf({ name, version: '' }), `${target}.errors.csv`).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
    });
    await rename(this.path(name), target);
  }

  /** Deletes what was imported before a moment. */
  async forget(before: Date): Promise<void> {
    for (const name of await readdir(this.path('done'))) {
      if (/^\d{8}T\d{9}Z-/.test(name) && name < stamp(before)) await rm(this.path(path.join('done', name)));
    }
  }
}

/** A moment as the beginning of a file name, in the order of time. */
function stamp(moment: Date): string {
  return moment.toISOString().replace(/[-:.]/g, '');
}

function versionOf({ mtimeMs, size, ino }: { mtimeMs: number; size: number; ino: number }): string {
  return [mtimeMs, size, ino].join();
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
