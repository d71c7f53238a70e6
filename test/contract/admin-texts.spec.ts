import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditActions, auditObjectTypes } from '@app/audit';
import { permissionCodes, personalPermissionCodes } from '@app/users';
import { permissionCatalogue } from '../../libs/users/src/permissions';
import { PERMISSIONS, PERSONAL_PERMISSIONS } from '../../apps/admin/src/groups/permission-codes';
import { passwordLengths } from '../../libs/users/src/password-policy';
import { ROW_FAULTS, ROW_NOTES } from '../../libs/instruments/src/import/row-fault';
import { ROOT } from '../support/source-files';

const SOURCES = join(ROOT, 'apps/admin/src');
const LANGUAGES = ['en', 'es'] as const;

/** Every text of a file by its key. */
function flat(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) => {
    const key = path === '' ? name : `${path}.${name}`;
    return typeof value === 'object' && value !== null ? flat(value, key) : [[key, String(value)]];
  });
}

const topics = (language: string): string[] => readdirSync(join(SOURCES, 'i18n', language)).sort();

/** A topic of a language: what react-admin and the frame say stands under the name of their file. */
function textsOf(language: string, topic: string): [string, string][] {
  const parsed: object = JSON.parse(readFileSync(join(SOURCES, 'i18n', language, topic), 'utf8'));
  const bare = ['ra.json', 'app.json', 'session.json'].includes(topic);
  return flat(bare ? { [topic.replace('.json', '')]: parsed } : parsed);
}

const all = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    new Map(topics(language).flatMap((topic) => textsOf(language, topic))),
  ]),
);
const keysOf = (language: string): string[] => [...(all[language]?.keys() ?? [])].sort();

/** The source files, without the texts and the specs. */
const code = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(SOURCES, file), 'utf8') }));
const ROOTS = [
  'ra',
  'app',
  'session',
  'catalogue',
  'lists',
  'overview',
  'users',
  'groups',
  'permissions',
  'tokens',
  'api_keys',
  'audit',
  'imports',
  'instruments',
  'bulk',
  'removed',
  'import_faults',
  'resources',
];
/** `'users.saved'` wherever it stands, but no permission and no error of the API, which look alike. */
const KEY = new RegExp(`['"]((?:${ROOTS.join('|')})\\.[a-z_][\\w.-]*)['"]`, 'g');
const NO_KEYS = new Set<string>([
  ...permissionCodes,
  ...auditActions,
  'instruments.import_run',
  'instruments.stale',
  'instruments.gone',
  'imports.complete_needs_source',
  'imports.json',
]);
const used = code
  .filter(
    ({ file }) => !['doors.ts', 'refused-fields.ts', 'audit-words.ts'].some((name) => file.endsWith(name)),
  )
  .flatMap(({ file, text }) =>
    [...text.matchAll(KEY)]
      .map(([, key = '']) => ({ file, key }))
      .filter(({ key }) => !NO_KEYS.has(key) || keysOf('en').includes(key)),
  );
/** `'groups.actions.${action}'` is a use of everything below `groups.actions`. */
const prefixes = code.flatMap(({ text }) =>
  [...text.matchAll(new RegExp(`\`((?:${ROOTS.join('|')})\\.[\\w.-]*?)\\.?\\$\\{`, 'g'))].map(
    ([, key = '']) => key,
  ),
);

describe('the texts of the panel', () => {
  it('have the same topics and keys in both languages', () => {
    expect(topics('es')).toEqual(topics('en'));
    expect(keysOf('es')).toEqual(keysOf('en'));
  });

  it('have the same places for values, and the same forms for one and many', () => {
    const shape = (text: string): object => ({
      values: [...new Set([...text.matchAll(/%\{(\w+)\}/g)].map(([, name]) => name))].sort(),
      forms: text.split('||||').length,
    });
    const different = keysOf('en').filter((key) => {
      // "No %{name} yet" needs no name in a language whose nouns have a gender
      if (key.startsWith('ra.navigation.no_') || key.startsWith('ra.page.')) return false;
      const [en, es] = LANGUAGES.map((language) => shape(all[language]?.get(key) ?? ''));
      return JSON.stringify(en) !== JSON.stringify(es);
    });
    expect(different).toEqual([]);
  });

  it('are empty nowhere, and not left in the other language', () => {
    const empty = LANGUAGES.flatMap((language) =>
      [...(all[language] ?? [])].filter(([key, text]) => text === '' && key !== 'ra.boolean.null'),
    );
    expect(empty).toEqual([]);
    const sentences = keysOf('en').filter((key) => {
      const [en, es] = [all['en']?.get(key), all['es']?.get(key)];
      return en === es && /[a-z]+ [a-z]+ [a-z]+/i.test(en ?? '');
    });
    expect(sentences).toEqual([]);
  });

  it('hold every key of react-admin', () => {
    const file = join(ROOT, 'apps/admin/node_modules/ra-language-english/dist/index.cjs');
    const words = readFileSync(file, 'utf8');
    const known = [...words.matchAll(/^\s+(\w+):/gm)].map(([, name = '']) => name);
    expect(known.length).toBeGreaterThan(150);
    const ours = new Set(
      keysOf('en')
        .filter((key) => key.startsWith('ra.'))
        .flatMap((key) => key.split('.')),
    );
    expect(known.filter((name) => !ours.has(name) && !['value'].includes(name))).toEqual([]);
  });

  it('are there for every key that the code names', () => {
    expect(used.length).toBeGreaterThan(100);
    const keys = new Set(keysOf('en'));
    const lost = used.filter(
      ({ key }) => !keys.has(key) && !keysOf('en').some((one) => one.startsWith(`${key}.`)),
    );
    expect(lost).toEqual([]);
  });

  it('are there for every field that a screen shows', () => {
    const resources = new Set(
      keysOf('en').flatMap(
        (key) => /^resources\.([\w-]+)\.fields\.(.+)$/.exec(key)?.slice(1, 3).join(' ') ?? [],
      ),
    );
    const fields = new Set([...resources].map((one) => one.split(' ')[1]));
    const sources = code.flatMap(({ file, text }) =>
      [...text.matchAll(/<\w+(?:<\w+>)?\s[^<]*?\bsource="([\w.]+)"([^<]*?)>/g)]
        .filter(
          ([element]) =>
            !element.includes('label=') && !/^<(Reference|ArrayField|CategoryName)/.test(element),
        )
        .map(([, source = '']) => ({ file, source })),
    );
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter(({ source }) => !fields.has(source))).toEqual([]);
  });

  it('are all used', () => {
    const named = new Set(used.map(({ key }) => key));
    const idle = keysOf('en').filter(
      (key) =>
        !/^(ra|resources)\./.test(key) &&
        !named.has(key) &&
        !prefixes.some((prefix) => key.startsWith(prefix)) &&
        ![...named].some((one) => key.startsWith(`${one}.`)),
    );
    expect(idle).toEqual([]);
  });

  it('name every action and every kind of thing of the audit', () => {
    const names = [
      ...auditActions.map((action) => `audit.actions.${action.replace('.', '_')}`),
      ...auditObjectTypes.map((type) => `audit.objects.${type}`),
    ];
    expect(names.filter((name) => !keysOf('en').includes(name))).toEqual([]);
    const words = readFileSync(join(SOURCES, 'audit/audit-words.ts'), 'utf8');
    const listed = [...words.matchAll(/^ {2}'(.+)',$/gm)].map(([, word]) => word);
    expect(listed).toEqual([...auditActions, ...auditObjectTypes]);
  });

  it('say what every code of a row in an import means', () => {
    const errors = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
    const table = errors.slice(errors.indexOf('## Codes of refused rows'));
    const codes = [...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, code = '']) => `import_faults.${code}`);
    expect(codes.length).toBeGreaterThan(30);
    for (const language of LANGUAGES) {
      expect(textsOf(language, 'import-faults.json').map(([key]) => key)).toEqual(codes);
    }
    const meanings = new Map(Object.entries({ ...ROW_FAULTS, ...ROW_NOTES }));
    const different = [...meanings].filter(
      ([code, text]) => all['en']?.get(`import_faults.${code}`) !== text,
    );
    expect(different).toEqual([]);
  });

  it('say why a listing of many cannot be changed, of it alone and of several', () => {
    const below = (prefix: string): string[] =>
      keysOf('en').flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
    expect(below('bulk.would_fail.')).toEqual(below('bulk.failure_codes.'));
  });

  it('end a sentence about a field as other sentences', () => {
    const faults = LANGUAGES.flatMap((language) =>
      [...(all[language] ?? [])].filter(([key]) => /^(ra\.validation|app\.rules|lists\.rules)\./.test(key)),
    );
    expect(faults.length).toBeGreaterThan(30);
    expect(faults.filter(([, text]) => !/[.…}]$/.test(text))).toEqual([]);
  });

  it('say how long a password has to be', () => {
    const { least } = passwordLengths(true);
    for (const language of LANGUAGES) {
      expect(all[language]?.get('session.password_rule')).toMatch(new RegExp(`\\b${least}\\b`));
      const rule = all[language]?.get('session.link.password_rule');
      expect(rule?.match(/\d+/g)).toEqual([String(passwordLengths(false).least), String(least)]);
    }
  });

  it('call every permission what the API calls it; which there are, and which for people only, is the same', () => {
    expect(PERMISSIONS).toEqual(permissionCodes);
    expect(PERSONAL_PERMISSIONS).toEqual(personalPermissionCodes);
    expect(textsOf('en', 'permissions.json')).toEqual(
      permissionCatalogue.map(({ codename, nameEn }) => [`permissions.${codename}`, nameEn]),
    );
    expect(textsOf('es', 'permissions.json')).toEqual(
      permissionCatalogue.map(({ codename, nameEs }) => [`permissions.${codename}`, nameEs]),
    );
  });

  it('name every permission’s resource', () => {
    const models = permissionCodes.flatMap(
      (code) => /^(\w+)\.(?:view|add|change|delete)_(\w+)$/.exec(code)?.slice(1) ?? [],
    );
    expect(models.length).toBeGreaterThan(20);
    const names = permissionCodes.flatMap((code) => {
      const [, app, model] = /^(\w+)\.(?:view|add|change|delete)_(\w+)$/.exec(code) ?? [];
      return app === undefined || model === undefined ? [] : [`groups.models.${app}_${model}`];
    });
    expect(names.filter((name) => !keysOf('en').includes(name))).toEqual([]);
  });
});
