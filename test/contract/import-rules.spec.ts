import { cruise, HOUSE, LIBRARIES, touch, type Tree, use } from '../support/import-trees';

interface Case {
  readonly tree: Tree;
  /** The one rule that has to report, or nothing where the arrow is allowed. */
  readonly rule: string | undefined;
}

/** The columns of the table, and a module that stands for each. */
const COLUMNS = {
  kernel: '@app/kernel',
  config: '@app/config',
  database: '@app/database',
  users: '@app/users',
  auth: '@app/auth',
  instruments: '@app/instruments',
  audit: '@app/audit',
  mail: '@app/mail',
  nest: '@nestjs/common',
  typeorm: '@nestjs/typeorm',
  swagger: '@nestjs/swagger',
  validators: 'class-validator',
  zod: 'zod',
  http: '@nestjs/platform-fastify',
} as const;
type Column = keyof typeof COLUMNS;

const businessOf = (lib: string): string => `libs/${lib}/src/${lib}.service.ts`;

/** The rows of the table: a file that stands for each, and the cells that say yes (its own column is left out). */
const ROWS: Readonly<Record<string, { readonly file: string; readonly allowed: readonly Column[] }>> = {
  kernel: { file: 'libs/kernel/src/page.ts', allowed: [] },
  config: { file: 'libs/config/src/schema.ts', allowed: ['kernel', 'nest', 'validators', 'zod'] },
  database: { file: 'libs/database/src/naming.ts', allowed: ['kernel', 'config', 'nest', 'typeorm', 'zod'] },
  users: { file: businessOf('users'), allowed: ['kernel', 'config', 'database', 'audit', 'nest', 'zod'] },
  auth: {
    file: businessOf('auth'),
    allowed: ['kernel', 'config', 'database', 'users', 'audit', 'mail', 'nest', 'zod'],
  },
  instruments: {
    file: businessOf('instruments'),
    allowed: ['kernel', 'config', 'database', 'audit', 'nest', 'zod'],
  },
  audit: { file: businessOf('audit'), allowed: ['kernel', 'config', 'database', 'nest', 'zod'] },
  mail: { file: businessOf('mail'), allowed: ['kernel', 'config', 'database', 'nest', 'zod'] },
  pure: { file: 'libs/selling/src/price.ts', allowed: ['kernel', 'zod'] },
  api: {
    file: 'apps/api/src/users/users.controller.ts',
    allowed: [...LIBRARIES, 'nest', 'swagger', 'validators', 'zod', 'http'],
  },
  cli: { file: 'apps/cli/src/commands/import.command.ts', allowed: [...LIBRARIES, 'nest'] },
  migrations: { file: 'migrations/1-listings.ts', allowed: [] },
};

/** In a feature it is the role of a file that decides about its tables, Nest and the ORM. */
const ROLES = [
  { role: 'index', file: 'libs/instruments/src/index.ts', allowed: [] },
  { role: 'pure', file: 'libs/instruments/src/price.ts', allowed: [] },
  { role: 'pure', file: 'libs/instruments/src/price.errors.ts', allowed: [] },
  { role: 'pure', file: 'libs/instruments/src/import/row.ts', allowed: [] },
  { role: 'service', file: 'libs/instruments/src/search.service.ts', allowed: ['persistence', 'nest'] },
  { role: 'service', file: 'libs/instruments/src/import/csv.gateway.ts', allowed: ['persistence', 'nest'] },
  {
    role: 'module',
    file: 'libs/instruments/src/instruments.module.ts',
    allowed: ['persistence', 'nest', 'typeorm'],
  },
  {
    role: 'persistence',
    file: 'libs/instruments/src/persistence/sql.ts',
    allowed: ['persistence', 'nest', 'typeorm'],
  },
] as const;
const ROLE_COLUMNS = {
  persistence: '@app/instruments/persistence',
  nest: '@nestjs/core',
  typeorm: 'pg-copy-streams',
} as const;

function specifierFor(column: keyof typeof ROLE_COLUMNS, file: string): string {
  if (column !== 'persistence') return ROLE_COLUMNS[column];
  const depth = file.split('/').length - 4;
  return `${depth === 0 ? './' : '../'.repeat(depth)}persistence/instruments.repository`;
}

function ofTheTable(): Case[] {
  return Object.entries(ROWS).flatMap(([row, { file, allowed }]) =>
    Object.entries(COLUMNS)
      .filter(([column]) => column !== row)
      .filter(([column]) => !(row === 'migrations' && column === 'typeorm')) // has rules of its own
      .filter(([column]) => !(BY_ROLE_ROWS.includes(row) && column === 'typeorm')) // by role, below
      .map(([column, specifier]) => ({
        tree: { ...HOUSE, [file]: use(specifier) },
        rule: allowed.some((one) => one === column) ? undefined : `${row}-not-${column}`,
      })),
  );
}
const BY_ROLE_ROWS = ['users', 'auth', 'instruments', 'audit', 'mail'];

function ofTheRoles(): Case[] {
  const repository = 'libs/instruments/src/persistence/instruments.repository.ts';
  const columns = ['persistence', 'nest', 'typeorm'] as const;
  return ROLES.flatMap(({ role, file, allowed }) =>
    columns.map((column) => ({
      tree: { [repository]: touch, [file]: use(specifierFor(column, file)) },
      rule: allowed.some((one) => one === column) ? undefined : `${role}-not-${column}`,
    })),
  );
}

const IO = 'pure-not-input-output';
const BROKEN: readonly Case[] = [
  {
    rule: 'pure-not-roles',
    tree: { 'libs/instruments/src/price.ts': use('./a.service'), 'libs/instruments/src/a.service.ts': touch },
  },
  { rule: IO, tree: { 'libs/instruments/src/price.ts': use('node:fs/promises') } },
  { rule: IO, tree: { 'libs/instruments/src/price.ts': use('fs') } },
  { rule: IO, tree: { 'libs/kernel/src/page.ts': use('node:child_process') } },
  {
    rule: 'libs-through-index',
    tree: { 'libs/database/src/a.ts': use('../../kernel/src/clock'), 'libs/kernel/src/clock.ts': touch },
  },
  {
    rule: 'libs-through-index',
    tree: {
      'apps/cli/src/a.ts': use('../../../libs/users/src/persistence/user.entity'),
      'libs/users/src/persistence/user.entity.ts': touch,
    },
  },
  { rule: 'libs-by-alias', tree: { ...HOUSE, 'libs/database/src/a.ts': use('../../kernel/src/index') } },
  { rule: 'libs-by-alias', tree: { ...HOUSE, 'apps/cli/src/a.ts': use('../../../libs/kernel/src') } },
  {
    rule: 'libs-not-apps',
    tree: { 'libs/database/src/a.ts': use('../../../apps/cli/src/b'), 'apps/cli/src/b.ts': touch },
  },
  {
    rule: 'libs-not-apps',
    tree: { 'migrations/1-a.ts': use('../apps/cli/src/b'), 'apps/cli/src/b.ts': touch },
  },
  {
    rule: 'apps-not-apps',
    tree: { 'apps/api/src/a.ts': use('../../cli/src/b'), 'apps/cli/src/b.ts': touch },
  },
  {
    rule: 'api-folders-apart',
    tree: { 'apps/api/src/auth/a.ts': use('../users/b'), 'apps/api/src/users/b.ts': touch },
  },
  {
    rule: 'api-folders-apart',
    tree: { 'apps/api/src/http/a.ts': use('../users/b'), 'apps/api/src/users/b.ts': touch },
  },
  {
    rule: 'api-folders-apart',
    tree: { 'apps/api/src/http/a.ts': use('../app.module'), 'apps/api/src/app.module.ts': touch },
  },
  {
    rule: 'migrations-only-from-database',
    tree: { 'apps/cli/src/a.ts': use('@app/migrations'), 'migrations/index.ts': touch },
  },
  {
    rule: 'migrations-only-from-database',
    tree: { 'libs/instruments/src/a.module.ts': use('@app/migrations'), 'migrations/index.ts': touch },
  },
  { rule: 'migrations-types-of-typeorm-only', tree: { 'migrations/1-a.ts': use('typeorm') } },
  { rule: 'migrations-nothing-else', tree: { 'migrations/1-a.ts': use('csv-parse') } },
  { rule: 'migrations-nothing-else', tree: { 'migrations/1-a.ts': use('node:path') } },
  {
    rule: 'nothing-imports-test',
    tree: { 'libs/database/src/a.ts': use('../../../test/support/b'), 'test/support/b.ts': touch },
  },
  {
    rule: 'nothing-imports-test',
    tree: { 'libs/database/src/a.ts': use('./b.spec'), 'libs/database/src/b.spec.ts': touch },
  },
  {
    rule: 'nothing-imports-scripts',
    tree: { 'apps/cli/src/a.ts': use('../../../scripts/b.mjs'), 'scripts/b.mjs': touch },
  },
  { rule: 'no-cycle', tree: { 'libs/kernel/src/a.ts': use('./b'), 'libs/kernel/src/b.ts': use('./a') } },
  {
    rule: 'no-cycle',
    tree: {
      'libs/kernel/src/a.ts': "import type { B } from './b';\nexport type A = B;\n",
      'libs/kernel/src/b.ts': "export type { A as B } from './a';\n",
    },
  },
  {
    rule: 'no-unreachable',
    tree: {
      'apps/cli/src/main.ts': use('@app/kernel'),
      'libs/kernel/src/index.ts': touch,
      'libs/kernel/src/dead.ts': touch,
    },
  },
  { rule: 'no-unresolvable', tree: { 'libs/kernel/src/a.ts': use('./nowhere') } },
  { rule: 'no-development-package', tree: { 'libs/database/src/a.ts': use('jest') } },
  { rule: 'no-undeclared-package', tree: { 'libs/database/src/a.ts': use('stowaway') } },
];

const ALLOWED: readonly Tree[] = [
  {
    'libs/instruments/src/price.ts': use('./taxonomy'),
    'libs/instruments/src/taxonomy.ts': use('node:stream'),
  },
  {
    'migrations/1-a.ts': "import type { QueryRunner } from 'typeorm';\nexport type A = QueryRunner;\n",
    'migrations/index.ts': use('./1-a'),
    'libs/database/src/a.ts': use('@app/migrations'),
  },
  {
    'apps/api/src/auth/a.ts': use('../http/b'),
    'apps/api/src/http/b.ts': touch,
    'apps/api/src/app.module.ts': use('./auth/a'),
  },
  {
    'libs/users/src/persistence/a.entity.ts': use('./b.entity'),
    'libs/users/src/persistence/b.entity.ts': use('./a.entity'),
  },
  {
    'libs/users/src/users.service.spec.ts': use('../../../test/support/b') + use('typeorm') + use('jest'),
    'test/support/b.ts': use('../../libs/users/src/c'),
    'libs/users/src/c.ts': touch,
  },
  {
    'apps/cli/src/main.ts': use('@app/kernel'),
    'libs/kernel/src/index.ts': touch,
    'libs/kernel/src/a.spec.ts': touch,
  },
];

describe('who may import whom', () => {
  const cases: readonly Case[] = [
    ...ofTheTable(),
    ...ofTheRoles(),
    ...BROKEN,
    ...ALLOWED.map((tree) => ({ tree, rule: undefined })),
  ];
  const { rules, found } = cruise(cases.map(({ tree }) => tree));
  const title = ({ tree }: Case): string =>
    Object.entries(tree)
      .filter(([, text]) => text !== touch)
      .map(([path, text]) => `${path}: ${text.trim().replaceAll('\n', ' ')}`)
      .join('; ');

  it.each(cases.map((one, number) => [one.rule ?? 'nothing', title(one), number] as const))(
    'reports %s for %s',
    (rule, _, number) => {
      const reported = [...new Set(found[number]?.map((violation) => violation.rule))];
      expect(reported).toEqual(rule === 'nothing' ? [] : [rule]);
    },
  );

  it('has seen every rule report', () => {
    const proven = new Set(cases.map(({ rule }) => rule));
    expect(rules.filter((rule) => !proven.has(rule))).toEqual([]);
  });
});
