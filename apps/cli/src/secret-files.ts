import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { Config } from '@app/config';

/** Bits of a mode: what the group and the others may do. */
const OTHERS_READ_OR_WRITE = 0o066;
const OTHERS_WRITE = 0o022;

/**
 * What is wrong with the permissions of the files that hold secrets, as far as this program can see them: in a container
 * `prod.env` is not there, and `scripts/gen-env` looks at it on the host.
 *
 * @returns a sentence for each; none on Windows, which has no such permissions
 */
export async function exposedSecrets({ dataDir }: Config): Promise<string[]> {
  if (process.platform === 'win32') return [];
  const folder = path.resolve(dataDir);
  const looked = await Promise.all([
    complaint(path.resolve('.env'), OTHERS_READ_OR_WRITE, 'holds passwords', '600'),
    complaint(path.resolve('prod.env'), OTHERS_READ_OR_WRITE, 'holds passwords and keys', '600'),
    complaint(path.join(folder, 'auth-keys'), OTHERS_READ_OR_WRITE, 'signs tokens', '600'),
    complaint(folder, OTHERS_WRITE, 'holds the key that signs tokens', '700'),
  ]);
  return looked.filter((text) => text !== null);
}

async function complaint(file: string, closed: number, why: string, mode: string): Promise<string | null> {
  const stats = await stat(file).catch(() => null);
  if (stats === null || (stats.mode & closed) === 0) return null;
  const present = (stats.mode & 0o777).toString(8);
  return `${file} ${why}, and its mode ${present} lets others in: chmod ${mode} ${file}`;
}
