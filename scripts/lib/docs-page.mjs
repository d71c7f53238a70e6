// The page of /api/docs: our two files, and those of Swagger UI that a browser needs. They go beside the compiled program,
// because an installation for production has no development packages.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';

const OURS = ['page.html', 'start.mjs'].map((name) => `apps/api/docs-page/${name}`);
const THEIRS = [
  ...['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'],
  // what its licence asks of whoever passes it on; the bundle names the file
  ...['LICENSE', 'NOTICE', 'swagger-ui-bundle.js.LICENSE.txt'],
].map((name) => `node_modules/swagger-ui-dist/${name}`);

/** What a change of the page is told by; its packages change with the lock file. */
export const DOCS_PAGE_SOURCES = OURS;

/** Puts the files of the page into a folder. */
export function copyDocsPage(folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of [...OURS, ...THEIRS]) {
    copyFileSync(inProject(file), path.join(folder, path.basename(file)));
  }
}
