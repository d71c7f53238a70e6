/**
 * The arrows of the house: one named rule for each empty cell of the table "who may import whom"; a rule's
 * name says its cell (`kernel-not-database`). test/contract/import-rules.spec.ts breaks every rule on purpose
 * and keeps its own copy of the table, so a change here has to be made there too.
 */

const packages = (...names) => `^node_modules/(${names.join('|')})(/|$)`;

/** The columns that hold for every file of a row: our libraries, and the packages of the edges. */
const LIBRARIES = {
  kernel: '^libs/kernel/',
  config: '^libs/config/',
  database: '^libs/database/',
  users: '^libs/users/',
  auth: '^libs/auth/',
  instruments: '^libs/instruments/',
  audit: '^libs/audit/',
  mail: '^libs/mail/',
};
const EDGES = {
  swagger: packages('@nestjs/swagger', 'swagger-ui[^/]*'),
  validators: packages('class-validator', 'class-transformer', '@nestjs/mapped-types'),
  // reads what comes from outside (environment, rows, files) into types: no edge of its own, but not for everybody
  zod: packages('zod'),
  http: packages(
    '@nestjs/(platform-[^/]+|websockets|throttler|serve-static)',
    'fastify[^/]*',
    '@fastify/[^/]+',
    'nestjs-pino',
    'pino-http',
  ),
};
/** The columns that a feature answers by the role of the file. */
const INSIDES = {
  nest: packages(
    '@nestjs/(?!(typeorm|swagger|platform-[^/]+|websockets|throttler|serve-static|mapped-types)/)[^/]+',
  ),
  typeorm: packages('typeorm', '@nestjs/typeorm', 'pg', 'pg-[^/]+'),
};
const COLUMNS = { ...LIBRARIES, ...EDGES, ...INSIDES };
/** The built-in modules that reach outside the process. */
const INPUT_OUTPUT =
  '^(node:)?(fs|net|tls|dgram|dns|http|https|http2|child_process|cluster|worker_threads|readline)(/|$)';

const SPEC = '\\.spec\\.ts$';
const PERSISTENCE = '/persistence/';
/** A library that owns a piece of the business; group 1 is its name. */
const FEATURE = '^libs/(?!(?:kernel|config|database)/)([^/]+)/src/';
const INDEX = `${FEATURE}index\\.ts$`;
const ROLE = '\\.(module|service|gateway|repository|entity)\\.ts$';
/** What is left of a feature when the files with a role are gone: no Nest, no ORM, no input or output. */
const PURE = { path: FEATURE, pathNot: [SPEC, ROLE, PERSISTENCE, INDEX] };
const withRole = (lib) => ({ path: [`^libs/${lib}/src/(index\\.ts$|.*(${ROLE}|${PERSISTENCE}))`] });

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** One rule for each of the columns that the row does not allow. */
function row(name, from, columns, allowed, except = {}) {
  return Object.entries(columns)
    .filter(([column]) => !allowed.includes(column))
    .map(([column, path]) =>
      rule(
        `${name}-not-${column}`,
        `There is no arrow from "${name}" to "${column}".`,
        { ...from, pathNot: [SPEC, ...(from.pathNot ?? [])] },
        { path, ...except },
      ),
    );
}

const everyLibrary = Object.keys(LIBRARIES);
const shared = ['kernel', 'config', 'database'];
const feature = { ...LIBRARIES, ...EDGES };

const table = [
  ...row('kernel', { path: '^libs/kernel/' }, COLUMNS, ['kernel']),
  ...row('config', { path: '^libs/config/' }, COLUMNS, ['kernel', 'config', 'nest', 'validators', 'zod']),
  ...row('database', { path: '^libs/database/' }, COLUMNS, [...shared, 'nest', 'typeorm', 'zod']),
  ...row('users', withRole('users'), feature, [...shared, 'users', 'audit', 'zod']),
  ...row('auth', withRole('auth'), feature, [...shared, 'auth', 'users', 'audit', 'mail', 'zod']),
  ...row('instruments', withRole('instruments'), feature, [...shared, 'instruments', 'audit', 'zod']),
  ...row('audit', withRole('audit'), feature, [...shared, 'audit', 'zod']),
  ...row('mail', withRole('mail'), feature, [...shared, 'mail', 'zod']),
  ...row('pure', PURE, COLUMNS, ['kernel', 'zod'], { pathNot: '^libs/$1/' }),
  ...row('index', { path: INDEX }, INSIDES, []),
  ...row('service', { path: `${FEATURE}.*\\.(service|gateway)\\.ts$`, pathNot: [PERSISTENCE] }, INSIDES, [
    'nest',
  ]),
  ...row('api', { path: '^apps/api/' }, COLUMNS, [...everyLibrary, ...Object.keys(EDGES), 'nest']),
  ...row('cli', { path: '^apps/cli/' }, COLUMNS, [...everyLibrary, 'nest']),
  ...row('migrations', { path: '^migrations/' }, { ...LIBRARIES, ...EDGES, nest: INSIDES.nest }, []),
];

const insideAFeature = [
  rule(
    'index-not-persistence',
    'Entities and repositories are nobody else’s business: index.ts never shows them.',
    { path: INDEX },
    { path: '^libs/$1/.+/persistence/' },
  ),
  rule(
    'pure-not-persistence',
    'A file without a role is pure: it does not know how its things are stored.',
    PURE,
    { path: '^libs/$1/.+/persistence/' },
  ),
  rule(
    'pure-not-roles',
    'A file without a role is pure: it does not know modules, services or gateways. Give it a suffix, or turn the arrow.',
    PURE,
    { path: `^libs/$1/src/.*${ROLE}`, pathNot: PERSISTENCE },
  ),
  rule(
    'pure-not-input-output',
    'A file without a role is pure: what reaches outside the process is a gateway.',
    { ...PURE, path: [FEATURE, '^libs/kernel/src/'] },
    { path: INPUT_OUTPUT, dependencyTypes: ['core'] },
  ),
];

const doors = [
  rule(
    'libs-through-index',
    'A library is reached through its index.ts.',
    { path: '^(?:apps|libs)/([^/]+)/', pathNot: SPEC },
    { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^libs/$1/' },
  ),
  rule(
    'libs-by-alias',
    'A library is called by its name (@app/kernel), not by a path.',
    { path: '^(?:apps|libs)/([^/]+)/', pathNot: SPEC },
    { path: '^libs/[^/]+/src/index\\.ts$', pathNot: '^libs/$1/', dependencyTypesNot: ['aliased'] },
  ),
  rule(
    'libs-not-apps',
    'A library knows no app.',
    { path: '^(libs|migrations)/', pathNot: SPEC },
    { path: '^apps/' },
  ),
  rule(
    'apps-not-apps',
    'No app imports another.',
    { path: '^apps/([^/]+)/' },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  rule(
    'api-folders-apart',
    'A folder of the api imports itself and http/ only; main.ts and app.module.ts compose them.',
    { path: '^apps/api/src/([^/]+)/', pathNot: SPEC },
    { path: '^apps/api/src/', pathNot: '^apps/api/src/($1|http)/' },
  ),
  rule(
    'migrations-only-from-database',
    'Only the database library runs migrations.',
    { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/database/'] },
    { path: '^migrations/' },
  ),
  rule(
    'migrations-types-of-typeorm-only',
    'A migration has to run when today’s code is gone: it imports types from typeorm (import type) and nothing else.',
    { path: '^migrations/' },
    { path: INSIDES.typeorm, dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'migrations-nothing-else',
    'A migration has to run when today’s code is gone: it imports types from typeorm and nothing else.',
    { path: '^migrations/' },
    {
      pathNot: ['^migrations/', '^(apps|libs|test|scripts)/', ...Object.values({ ...EDGES, ...INSIDES })],
      couldNotResolve: false,
    },
  ),
  rule(
    'nothing-imports-test',
    'Tests are imported by tests.',
    { pathNot: ['^test/', SPEC] },
    { path: ['^test/', SPEC] },
  ),
  rule(
    'nothing-imports-scripts',
    'Scripts are run, not imported.',
    { pathNot: ['^(scripts|test)/', SPEC] },
    { path: '^scripts/' },
  ),
];

const hygiene = [
  rule(
    'no-cycle',
    'Two files that import each other are one file. Entities may: their relations point both ways.',
    { pathNot: '\\.entity\\.ts$' },
    { circular: true },
  ),
  rule(
    'no-unreachable',
    'No main.ts leads here: the file is dead.',
    { path: '^apps/[^/]+/src/main\\.ts$' },
    {
      reachable: false,
      path: '^(apps|libs|migrations)/',
      // what a page loads is imported by nobody
      pathNot: [SPEC, '\\.d\\.ts$', '^apps/[^/]+/src/main\\.ts$', '^apps/api/docs-page/'],
    },
  ),
  rule('no-unresolvable', 'The imported module does not exist.', {}, { couldNotResolve: true }),
  rule(
    'no-development-package',
    'Production installs no devDependencies: the product cannot import one.',
    { path: '^(apps|libs|migrations)/', pathNot: SPEC },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'no-undeclared-package',
    'The package is there by accident: package.json does not name it.',
    { path: '^(apps|libs|migrations)/' },
    { dependencyTypes: ['npm-no-pkg'] },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...table, ...insideAFeature, ...doors, ...hygiene],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: '^node_modules/' },
    // the admin panel is a package of its own, which imports nothing of ours: eslint.config.mjs sees to that
    exclude: { path: ['src/metadata\\.ts$', '^apps/admin/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
