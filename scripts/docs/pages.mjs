// For TypeDoc: a page is called by its first heading, and stands among those for the same reader.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Converter } from 'typedoc';
import { inProject } from '../lib/project.mjs';

const LIST = inProject('docs/README.md');
const DECISIONS = inProject('docs/decisions');

/** @param {import('typedoc').Application} app */
export function load(app) {
  const readers = readersOfPages();
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
    const file = path.normalize(page.project.files.getReflectionPath(page) ?? '');
    const reader = path.dirname(file) === DECISIONS ? 'Decisions' : readers.get(file);
    if (!reader) app.logger.warn(`${file} is not listed in docs/README.md`);
    page.frontmatter.group = reader ?? 'Developers';
    const heading = page.content.find(({ kind }) => kind === 'text')?.text.match(/^# (.+)$/m)?.[1];
    if (heading) page.name = heading.replaceAll('`', '');
  });
}

/** The headings of docs/README.md are readers; what is linked below one is for that one. */
function readersOfPages() {
  const readers = new Map([[LIST, 'Developers']]);
  for (const section of readFileSync(LIST, 'utf8').split(/^## /m).slice(1)) {
    const reader = section.slice(0, section.indexOf('\n')).trim();
    for (const [, target] of section.matchAll(/\]\(([^)#]+)\)/g)) {
      readers.set(path.join(path.dirname(LIST), target), reader);
    }
  }
  return readers;
}
