import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { weakTag } from '../http/conditional';
import type { SentFile } from '../http/send-file';

/** What scripts/lib/docs-page.mjs puts beside the compiled program. */
const FOLDER = join(__dirname, '../../../../docs-page');
const PAGE = 'page.html';

const TEXT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

/** The page about the API. */
interface Page {
  readonly html: SentFile;
  /** Names the state of all files: what stands below it never changes. */
  readonly release: string;
  /** By name; whatever is not in here does not exist, so that no path leads anywhere else. */
  readonly files: ReadonlyMap<string, SentFile>;
}

/** The page about the API, read once. */
@Injectable()
export class ApiDocsService {
  private known: Page | null = null;

  /** The page itself, with the addresses of its files. */
  page(): SentFile {
    return this.read().html;
  }

  /** A file of the page; `null`: there is none of this name in this release. */
  file(release: string, name: string): SentFile | null {
    const { files, release: own } = this.read();
    return release === own ? (files.get(name) ?? null) : null;
  }

  private read(): Page {
    return (this.known ??= readPage());
  }
}

function readPage(): Page {
  const all = new Map(
    readdirSync(FOLDER)
      .sort()
      .map((name) => [name, readFileSync(join(FOLDER, name))]),
  );
  const hash = createHash('sha256');
  for (const [name, body] of all) hash.update(`${name} ${body.length}\n`).update(body);
  const release = hash.digest('hex').slice(0, 16);
  const html = String(all.get(PAGE)).replaceAll('{files}', `/api/docs/${release}`);
  all.delete(PAGE);
  return {
    html: fileOf(PAGE, Buffer.from(html)),
    release,
    files: new Map([...all].map(([name, body]) => [name, fileOf(name, body)])),
  };
}

function fileOf(name: string, body: Buffer): SentFile {
  return { type: typeOf(name), body, tag: weakTag(name, body.toString('latin1')) };
}

function typeOf(name: string): string {
  const extension = extname(name);
  return extension === '.png' ? 'image/png' : `${TEXT_TYPES[extension] ?? 'text/plain'}; charset=utf-8`;
}
