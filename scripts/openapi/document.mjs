// The OpenAPI document, from the sources alone: no database is asked and no server is started.
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { addByHand, SCHEMAS_BY_HAND } from './by-hand.mjs';
import { addExamples } from './examples.mjs';
import { listedInstrument } from './public-lists.mjs';
import { addHeaders, HEADERS, REFUSAL_HEADERS } from './headers.mjs';
import { ensureCompiled } from '../lib/compile.mjs';
import { giveUp, inProject } from '../lib/project.mjs';

const require = createRequire(import.meta.url);

const DESCRIPTION = `Search of second-hand musical instruments, and the administration of its data.

Refusals are problem documents (RFC 9457) with a stable \`code\`: docs/errors.md, or \`/errors/{code}\` on each server.
Each answer names its request in \`X-Request-Id\` and what the caller may still ask in \`RateLimit\`.`;

const TAGS = [
  [/^\/api\/v1\/admin\//, 'administration'],
  [/^\/api\/v1\/(auth|me)\b/, 'account'],
  [/^\/api\/v1\/imports\b/, 'imports'],
  [/^\/api\/v1\//, 'instruments'],
  [/^\/(listInstrument|searchInstrument|addInstrument)$/, 'old doors'],
  [/./, 'server'],
];

/** @returns the document, its paths and schemas in the order of the alphabet */
export async function describeApi() {
  if (!(await ensureCompiled())) giveUp('The sources do not compile: see above.');
  const { addRules, readMetadata } = await import('./metadata.mjs');
  const { findDoors } = await import('./doors.mjs');
  const { parseConfig } = require(inProject('dist/libs/config/src/index.js'));
  const { AppModule } = require(inProject('dist/apps/api/src/app.module.js'));
  const { createAdapter } = require(inProject('dist/apps/api/src/http/adapter.js'));
  const { createLogger } = require(inProject('dist/apps/api/src/http/logging.js'));
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));

  await SwaggerModule.loadPluginMetadata(await readMetadata());
  addRules();
  const config = parseConfig({ NODE_ENV: 'test' }, false);
  const root = AppModule.register(config, 'postgres://nobody@127.0.0.1:1/none');
  const adapter = createAdapter(config, createLogger(config, { write: () => undefined }));
  const app = await NestFactory.create(root, adapter, { preview: true, logger: false, abortOnError: false });
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Buscainstrumentos')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth(
      { type: 'http', description: 'An access token, or an API key where it says so.' },
      'bearer',
    );
  const document = SwaggerModule.createDocument(app, builder.build(), {
    autoTagControllers: false,
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
  return finish(document, findDoors(app));
}

/** What no decorator says: who may come in, how refusals look, which words go first. */
function finish(document, doors) {
  sortChoices(document);
  // the panel is a page: what it does there is done by the other doors
  for (const path of Object.keys(document.paths))
    if (/^\/admin(\/|$)/.test(path)) delete document.paths[path];
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const door = doors.get(`${method} ${path}`);
      operation.operationId = operationIdOf(method, path);
      operation.tags = [TAGS.find(([pattern]) => pattern.test(path))[1]];
      Object.assign(operation, wordsOf(operation.description ?? ''));
      const security = securityOf(door.access, method, operation.tags);
      if (security) operation.security = security;
      operation.description = [operation.description, rightsOf(door.access)].filter(Boolean).join('\n\n');
      nameAnswers(operation, door.produces);
      addByHand(operation, `${method} ${path}`);
      addRefusals(operation, door.access);
      addHeaders(operation, `${method} ${path}`, PROBLEM_RESPONSES);
      addExamples(operation, `${method} ${path}`);
    }
  }
  wholeNumbers(document);
  document.components.schemas = {
    ...sorted(document.components.schemas),
    ...SCHEMAS_BY_HAND,
    ListedInstrument: listedInstrument(document.components.schemas.InstrumentBody),
    ...PROBLEM_SCHEMAS,
  };
  document.components.responses = PROBLEM_RESPONSES;
  document.components.headers = HEADERS;
  document.paths = sorted(document.paths);
  document.tags = TAGS.map(([, name]) => ({ name }));
  return document;
}

/** By the alphabet: the compiler orders literals as it meets them, and a change of any file may change that. */
function sortChoices(node) {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node.enum) && node.enum.every((one) => typeof one !== 'number'))
    node.enum = node.enum.toSorted();
  Object.values(node).forEach(sortChoices);
}

/** Money is text: no number of ours is anything but whole. */
function wholeNumbers(node) {
  if (typeof node !== 'object' || node === null) return;
  if (node.type === 'number') node.type = 'integer';
  if (Array.isArray(node.type)) node.type = node.type.map((type) => (type === 'number' ? 'integer' : type));
  Object.values(node).forEach(wholeNumbers);
}

const sorted = (record) =>
  Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));

/** `get /api/v1/admin/users/{id}` is `getAdminUsersById`. */
function operationIdOf(method, path) {
  const words = path
    .replace(/^\/api\/v1/, '')
    .split(/[/.\-_]/)
    .filter(Boolean)
    .map((word) => (word.startsWith('{') ? `By${capital(word.slice(1, -1))}` : capital(word)));
  return `${method}${words.join('')}`;
}
const capital = (word) => `${word[0].toUpperCase()}${word.slice(1)}`;

/** The first sentence apart; lines of a comment are one paragraph. */
function wordsOf(comment) {
  const text = comment
    .replace(/\n@\w+[^]*$/, '')
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n')
    .trim();
  const summary = /^[^]*?[.:](?=\s|$)/.exec(text)?.[0] ?? text;
  return { summary: summary.replace(/[.:]$/, ''), description: text.slice(summary.length).trim() };
}

/** Who reads listings needs no token, but may show one: it has limits of its own. */
function securityOf(access, method, tags) {
  if (access.kind !== 'public') return [{ bearer: [] }];
  const listings = tags.includes('instruments') || tags.includes('old doors');
  return method === 'get' && listings ? [{}, { bearer: [] }] : undefined;
}

function rightsOf(access) {
  if (access.kind === 'public') return '';
  if (access.kind === 'signed-in') return 'For whoever is signed in; not for API keys.';
  return `Needs the permission \`${access.code}\`${access.inPerson ? '; not for API keys' : ''}.`;
}

function nameAnswers(operation, types) {
  for (const response of Object.values(operation.responses)) {
    response.description = 'Done.';
    if (!response.content) continue;
    const [{ schema }] = Object.values(response.content);
    response.content = Object.fromEntries(types.map((type) => [type, { schema }]));
  }
}

function addRefusals(operation, access) {
  const inputs =
    operation.requestBody !== undefined || operation.parameters?.some(({ in: place }) => place === 'query');
  const statuses = [
    ...(inputs ? [400] : []),
    ...(access.kind === 'public' ? [] : [401, 403]),
    ...(operation.parameters?.some(({ in: place }) => place === 'path') ? [404] : []),
    ...(operation.requestBody ? [413, 415] : []),
    ...[406, 429, 503],
  ];
  for (const status of statuses) operation.responses[status] ??= { $ref: `#/components/responses/${status}` };
  operation.responses.default ??= { $ref: '#/components/responses/default' };
}

const TEXT = { type: 'string' };
const PROBLEM_SCHEMAS = {
  FieldFault: {
    type: 'object',
    description: 'What is wrong with one field of a request.',
    properties: {
      pointer: { ...TEXT, description: 'Where it stands in the body (RFC 6901).' },
      parameter: { ...TEXT, description: 'Its name in the query.' },
      header: { ...TEXT, description: 'Its name in the head.' },
      code: TEXT,
      value: { ...TEXT, description: 'Of a list: the value that is meant.' },
      detail: TEXT,
      allowed: { type: 'array', items: TEXT, description: 'The values that it may have.' },
      suggestion: { ...TEXT, description: 'What may have been meant.' },
    },
    required: ['code', 'detail'],
  },
  Problem: {
    type: 'object',
    description: 'Every refusal (RFC 9457).',
    properties: {
      type: { ...TEXT, description: 'Where the code is explained: a path on this server.' },
      title: TEXT,
      status: { type: 'integer' },
      detail: TEXT,
      code: { ...TEXT, description: 'Stable and never translated.' },
      instance: { ...TEXT, description: 'The id of the request.' },
      params: { type: 'object', description: 'The values behind the detail.' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldFault' } },
    },
    required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  },
};
const GONE = {
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    {
      type: 'object',
      properties: {
        params: {
          type: 'object',
          properties: { removed_at: { ...TEXT, description: 'When, in UTC (RFC 3339).' } },
          required: ['removed_at'],
        },
      },
      required: ['params'],
    },
  ],
};
const PROBLEM_RESPONSES = Object.fromEntries(
  [
    [400, 'A parameter, a field or the body cannot be read or cannot be so; each fault is listed.'],
    [401, 'Nobody, or somebody whose token or key proves nothing.'],
    [403, 'The caller may not do this.'],
    [404, 'There is no such thing.'],
    [406, '`Accept` names nothing that is answered here.'],
    [410, 'It was there, and was removed: `params` says when.'],
    [413, 'The body is too large.'],
    [415, 'The body is of a type that is not taken here.'],
    [429, 'Too many requests: `Retry-After` says when the next one is free.'],
    [503, 'Not now: `Retry-After` says when to try again.'],
    ['default', 'Any other refusal.'],
  ].map(([status, description]) => [
    String(status),
    {
      description,
      ...(status in REFUSAL_HEADERS ? { headers: REFUSAL_HEADERS[status] } : {}),
      content: {
        'application/problem+json': {
          schema: status === 410 ? GONE : { $ref: '#/components/schemas/Problem' },
        },
      },
    },
  ]),
);
