import { sourceFiles } from '../support/source-files';

const ROLES = new Set([
  ...[
    'module',
    'controller',
    'dto',
    'mapper',
    'guard',
    'filter',
    'service',
    'repository',
    'entity',
    'errors',
  ],
  ...['gateway', 'command', 'strategy', 'interceptor'],
]);

/** What is wrong with a file's name, or nothing: `noun.ts` is pure, `noun.role.ts` says its role. */
function fault(file: string): string | undefined {
  const words = file
    .split('/')
    .slice(-1)
    .join('')
    .replace(/\.ts$/, '')
    .replace(/\.spec$/, '')
    .split('.');
  const [noun = '', role, ...more] = words;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(noun)) return `${file}: "${noun}" is not in lower-case-with-hyphens`;
  if (more.length > 0) return `${file}: a file has one role`;
  if (role !== undefined && !ROLES.has(role)) return `${file}: "${role}" is not a role`;
  return undefined;
}

describe('file names', () => {
  it.each(['libs', 'apps'])('say the role of each file in %s, or that it is pure', (folder) => {
    const files = sourceFiles(folder).filter((file) => /^(libs|apps)\/[^/]+\/src\//.test(file));
    expect(files).not.toEqual([]);
    expect(files.map(fault).filter((one) => one !== undefined)).toEqual([]);
  });

  it('keep entities and repositories behind a library', () => {
    const stray = sourceFiles('libs')
      .filter((file) => /\.(entity|repository)(\.spec)?\.ts$/.test(file))
      .filter((file) => !file.includes('/persistence/'));
    expect(stray).toEqual([]);
  });

  it.each([
    ['libs/a/src/price.ts', undefined],
    ['libs/a/src/import/import.service.ts', undefined],
    ['libs/a/src/import.service.spec.ts', undefined],
    ['libs/a/src/price.helper.ts', 'libs/a/src/price.helper.ts: "helper" is not a role'],
    ['libs/a/src/price.util.spec.ts', 'libs/a/src/price.util.spec.ts: "util" is not a role'],
    ['libs/a/src/a.service.dto.ts', 'libs/a/src/a.service.dto.ts: a file has one role'],
    [
      'libs/a/src/PriceParser.ts',
      'libs/a/src/PriceParser.ts: "PriceParser" is not in lower-case-with-hyphens',
    ],
  ])('judges %s', (file, expected) => {
    expect(fault(file)).toBe(expected);
  });
});
