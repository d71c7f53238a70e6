import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The root of the repository. */
export const ROOT = join(__dirname, '../..');

/**
 * Every TypeScript file below a folder of the repository, by its path from the root with forward slashes.
 *
 * @param folder such as `libs` or `apps/api/src`
 */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !file.includes('/node_modules/'))
    .sort();
}
