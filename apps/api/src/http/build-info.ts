import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** What runs here: the version of this program and that of Node. */
export function buildInfo(): { version: string; node: string } {
  return { version: versionAbove(__dirname), node: process.version };
}

/** Out of the package.json of the project, which lies above this file wherever that was compiled to. */
function versionAbove(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  return dirname(folder) === folder ? 'unknown' : versionAbove(dirname(folder));
}
