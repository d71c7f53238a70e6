import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemCatalogue } from '../../apps/api/src/http/problem-catalogue';
import { ROOT, sourceFiles } from '../support/source-files';

const CODE = /[a-z]+\.[a-z][a-z_]*/.source;
/** Files that are about errors: every text in them that looks like a code is one. */
const ABOUT_ERRORS = /(\.errors|-catalogue)\.ts$/;

/** The codes that a source file can raise: `imports.file_empty` in a file about errors, `code = '…'` anywhere. */
function codesIn(file: string, text: string): string[] {
  const expression = ABOUT_ERRORS.test(file) ? `'(${CODE})'` : `\\bcode\\b[^=:\n']*[=:]\\s*'(${CODE})'`;
  return [...text.matchAll(new RegExp(expression, 'g'))].map(([, code = '']) => code);
}

/** The codes in the first column of the tables of docs/errors.md. */
function documentedIn(text: string): string[] {
  return [...text.matchAll(new RegExp(`^\\| *\`(${CODE})\` *\\|`, 'gm'))].map(([, code = '']) => code);
}

describe('error codes', () => {
  const sources = ['libs', 'apps']
    .flatMap(sourceFiles)
    .filter((file) => !file.endsWith('.spec.ts'))
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
  const raised = new Set(sources.flatMap(({ file, text }) => codesIn(file, text)));
  const documented = documentedIn(readFileSync(join(ROOT, 'docs/errors.md'), 'utf8'));

  it('are all documented in docs/errors.md', () => {
    expect(raised.size).toBeGreaterThan(0);
    expect([...raised].filter((code) => !documented.includes(code)).sort()).toEqual([]);
  });

  it('are documented only while something raises them', () => {
    expect(documented.filter((code) => !raised.has(code))).toEqual([]);
  });

  it('are documented once, in alphabetical order', () => {
    expect(documented).toEqual([...new Set(documented)].sort());
  });

  it('have the HTTP status that the API answers, and each of those a text in both languages', () => {
    const text = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
    const rows = [...text.matchAll(new RegExp(`^\\| *\`(${CODE})\` *\\| *(\\d{3}) *\\|`, 'gm'))];
    const documentedStatus = Object.fromEntries(rows.map(([, code = '', status]) => [code, Number(status)]));
    const answered = Object.entries(problemCatalogue).map(([code, { status }]) => [code, status]);
    expect(documentedStatus).toEqual(Object.fromEntries(answered));
    for (const [code, { title, detail }] of Object.entries(problemCatalogue)) {
      expect([code, title.en, title.es, detail.en, detail.es].every((one) => one.length > 3)).toBe(true);
    }
  });

  it('live in files called *.errors.ts, and each of those has some', () => {
    const classes = sources.filter(({ text }) => /\bextends DomainError\b/.test(text));
    expect(classes.filter(({ file }) => !file.endsWith('.errors.ts')).map(({ file }) => file)).toEqual([]);
    expect(
      classes.filter(({ file, text }) => codesIn(file, text).length === 0).map(({ file }) => file),
    ).toEqual([]);
  });

  it.each([
    ['a.errors.ts', "readonly code = 'imports.busy';", ['imports.busy']],
    ['a.errors.ts', "export const A = { 'imports.file_empty': 'The file.' };", ['imports.file_empty']],
    ['problem-catalogue.ts', "'http.not_found': {", ['http.not_found']],
    ['a.service.ts', "return { code: 'http.not_found' };", ['http.not_found']],
    ['a.service.ts', "const code: string = 'a.b';", []],
    ['a.service.ts', "if (code === 'http.gone') return 'x.y';", []],
  ])('are found in %s: %s', (file, text, expected) => {
    expect(codesIn(file, text)).toEqual(expected);
  });

  it('are read from tables', () => {
    expect(documentedIn('| Code | Kind |\n|---|---|\n| `a.b` | x |\n| see `c.d` | x |\n')).toEqual(['a.b']);
  });
});
