import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Files that exist, read with another text: type-aware rules need a file that belongs to the project. */
const LIBRARY = 'libs/kernel/src/clock.ts';
const CONFIG = 'libs/config/src/config.ts';
const TEST = 'test/support/database.ts';
const SCRIPT = 'scripts/test.mjs';

const lines = (count: number): string => 'export {};\n' + '\n'.repeat(count - 1);

const REFUSED = [
  ['no-restricted-properties', LIBRARY, 'export const port = process.env;'],
  ['no-restricted-properties', LIBRARY, "export const port = process['env'];"],
  ['no-restricted-properties', LIBRARY, 'export const { env } = process;'],
  ['no-restricted-imports', LIBRARY, "export { env } from 'node:process';"],
  ['no-restricted-imports', LIBRARY, "import { env } from 'process';\nexport const port = env;"],
  ['no-restricted-syntax', LIBRARY, 'export const port = globalThis.process.env;'],
  ['@typescript-eslint/no-explicit-any', LIBRARY, 'export const a: any = 1;'],
  ['@typescript-eslint/no-unsafe-return', LIBRARY, "export const a = (): string => JSON.parse('1');"],
  ['@typescript-eslint/no-unsafe-assignment', LIBRARY, "export const a: string = JSON.parse('1');"],
  [
    '@typescript-eslint/consistent-type-assertions',
    LIBRARY,
    'const a: unknown = 1;\nexport const b = a as string;',
  ],
  [
    '@typescript-eslint/consistent-type-assertions',
    LIBRARY,
    'const a: unknown = 1;\nexport const b = <string>a;',
  ],
  ['@typescript-eslint/no-non-null-assertion', LIBRARY, 'export const a = (b?: string): string => b!;'],
  ['@typescript-eslint/no-floating-promises', LIBRARY, 'Promise.resolve(1);\nexport {};'],
  [
    '@typescript-eslint/no-misused-promises',
    LIBRARY,
    '[1].forEach(async () => { await Promise.resolve(); });\nexport {};',
  ],
  ['@typescript-eslint/no-extraneous-class', LIBRARY, 'export class Helper {\n  static a = 1;\n}'],
  ['@typescript-eslint/ban-ts-comment', LIBRARY, "// @ts-ignore\nexport const a: string = 'a';"],
  ['eqeqeq', LIBRARY, 'export const a = (b: string, c: string): boolean => b == c;'],
  ['no-console', LIBRARY, "console.log('a');\nexport {};"],
  ['max-lines', LIBRARY, lines(301)],
  ['max-lines', TEST, lines(301)],
  ['max-lines', SCRIPT, lines(301)],
  ['no-warning-comments', LIBRARY, 'export {}; // TODO: later'],
  ['no-warning-comments', LIBRARY, 'export {};\n/* a fixme in the middle */'],
  ['no-warning-comments', SCRIPT, '// TODO: later'],
  [
    'no-console',
    LIBRARY,
    "// eslint-disable-next-line no-console -- I know better\nconsole.log('a');\nexport {};",
  ],
  ['@typescript-eslint/no-explicit-any', TEST, 'export const a: any = 1;'],
  ['@typescript-eslint/no-floating-promises', TEST, 'Promise.resolve(1);\nexport {};'],
  [
    '@typescript-eslint/consistent-type-assertions',
    TEST,
    'const a: unknown = 1;\nexport const b = a as string;',
  ],
  ['no-undef', SCRIPT, 'nowhere();'],
] as const;

const PERMITTED = [
  [CONFIG, 'export const environment = process.env;'],
  [TEST, 'export const environment = process.env;'],
  [SCRIPT, 'console.log(process.env);'],
  [LIBRARY, lines(300)],
  [LIBRARY, "export const KINDS = ['a', 'b'] as const;"],
  [LIBRARY, 'export const a = (b: number): string => `${b}`;'],
  [
    LIBRARY,
    'function Module(): ClassDecorator {\n  return () => undefined;\n}\n@Module()\nexport class AModule {}',
  ],
  [
    LIBRARY,
    "import { DomainError } from './domain-error';\nexport const a = (b: DomainError): string => b.code;",
  ],
] as const;

/** ESLint on many texts costs little more than on one: what it reports, in the order of the texts. */
function lint(texts: readonly { file: string; text: string }[]): string[][] {
  const script = join(__dirname, '../support/lint-texts.mjs');
  const output = execFileSync(process.execPath, [script], { encoding: 'utf8', input: JSON.stringify(texts) });
  const found: string[][] = JSON.parse(output);
  return found;
}

describe('lint rules', () => {
  const found = lint([
    ...REFUSED.map(([, file, text]) => ({ file, text })),
    ...PERMITTED.map(([file, text]) => ({ file, text })),
  ]);

  const brief = (text: string): string => text.replaceAll(/\n+/g, ' ').slice(0, 80);

  it.each(REFUSED.map(([rule, file, text], number) => [rule, file, brief(text), number] as const))(
    '%s refuses, in %s: %s',
    (rule, _file, _text, number) => expect(found[number]).toContain(rule),
  );

  it.each(PERMITTED.map(([file, text], number) => [file, brief(text), number] as const))(
    'in %s is permitted: %s',
    (_file, _text, number) => expect(found[REFUSED.length + number]).toEqual([]),
  );
});
