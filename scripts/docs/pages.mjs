// For TypeDoc: a page is called by its first heading, and stands among those for the same reader.
import path from 'node:path';
import { Converter } from 'typedoc';

/** Pages for authors of clients; the others beside them are for developers, but for those of a folder. */
const CLIENTS = new Set(['api', 'auth', 'admin', 'errors', 'search']);
const OPERATORS = new Set(['reliability', 'scaling']);

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
    const file = page.project.files.getReflectionPath(page) ?? '';
    const heading = page.content.find(({ kind }) => kind === 'text')?.text.match(/^# (.+)$/m)?.[1];
    page.frontmatter.group = groupOf(file, path.basename(file, '.md'));
    if (heading) page.name = heading.replaceAll('`', '');
  });
}

function groupOf(file, name) {
  if (file.includes('operators/') || OPERATORS.has(name)) return 'Operators';
  if (file.includes('decisions/')) return 'Decisions';
  return CLIENTS.has(name) ? 'Authors of clients' : 'Developers';
}
