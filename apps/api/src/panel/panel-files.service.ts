import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { weakTag } from '../http/conditional';
import type { SentFile } from '../http/send-file';
import { isMissing } from './missing-file';

/** The built panel: beside what is compiled of these sources, and below the root for the sources themselves. */
const FOLDERS = ['admin', 'dist/admin'].map((folder) => join(__dirname, '../../../..', folder));

/** A name that a build gives; nothing that leads out of the folder. */
const NAME = /^(assets\/)?[\w-][\w.-]*$/;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Packed files that a build puts beside the plain ones, the smaller first. */
const PACKED = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** The files of the admin panel, which `npm run build` makes. */
@Injectable()
export class PanelFilesService {
  /**
   * A file by its name.
   *
   * @param accepts whether the client takes a packing
   * @returns `null`: there is none
   */
  async find(name: string, accepts: (encoding: string) => boolean): Promise<SentFile | null> {
    const type = TYPES[extname(name)];
    if (type === undefined || !NAME.test(name)) return null;
    const folder = FOLDERS.find((one) => existsSync(join(one, 'index.html')));
    if (folder === undefined) return null;
    for (const [encoding, suffix] of PACKED) {
      const body = accepts(encoding) ? await read(join(folder, `${name}${suffix}`)) : null;
      if (body) return { ...tagged(body), type, encoding };
    }
    const body = await read(join(folder, name));
    return body && { ...tagged(body), type };
  }
}

function tagged(body: Buffer): Pick<SentFile, 'body' | 'tag'> {
  return { body, tag: weakTag(body.toString('latin1')) };
}

async function read(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
