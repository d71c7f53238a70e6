// What no class describes: files, the answers of the old doors, which are text from the database, and those of Terminus.
import { LIST_SCHEMAS, listOperations, UNCHANGED } from './public-lists.mjs';

const TEXT = { type: 'string' };
const TEXT_OR_NULL = { type: ['string', 'null'] };
const schema = (name) => ({ $ref: `#/components/schemas/${name}` });
const json = (name) => ({ content: { 'application/json': { schema: schema(name) } } });
const answer = (name, description = 'Done.') => ({ description, ...json(name) });
const query = (name, description, more = TEXT) => ({
  ...{ name, in: 'query', required: false, description, schema: more },
});

const row = {
  id: { type: 'integer' },
  name: TEXT,
  price: { ...TEXT_OR_NULL, description: 'A decimal.' },
  link: TEXT,
  image: TEXT_OR_NULL,
  location: TEXT_OR_NULL,
  category: TEXT_OR_NULL,
  expiration: TEXT_OR_NULL,
  publish: TEXT_OR_NULL,
  website: TEXT,
};

/** Schemas that {@link addByHand} names. */
export const SCHEMAS_BY_HAND = {
  ...LIST_SCHEMAS,
  LegacyRow: {
    type: 'object',
    description: 'A listing as the old backend answered it.',
    properties: row,
    required: Object.keys(row),
  },
  LegacyPage: {
    type: 'object',
    properties: {
      next: TEXT_OR_NULL,
      previous: TEXT_OR_NULL,
      count: { type: 'integer' },
      total_pages: { type: 'integer' },
      current_page: { type: 'integer' },
      results: { type: 'array', items: schema('LegacyRow') },
    },
    required: ['next', 'previous', 'count', 'total_pages', 'current_page', 'results'],
  },
  LegacyErrors: {
    type: 'object',
    description: 'Refusals of the old backend: sentences by field, or one under `detail`.',
    additionalProperties: { anyOf: [TEXT, { type: 'array', items: TEXT }] },
  },
  ErrorCode: {
    type: 'object',
    properties: {
      code: TEXT,
      status: { type: 'integer', description: 'Absent of codes that stand inside answers only.' },
      title: schema('Localised'),
      detail: schema('Localised'),
    },
    required: ['code', 'title', 'detail'],
  },
  Localised: { type: 'object', properties: { en: TEXT, es: TEXT }, required: ['en', 'es'] },
  Health: {
    type: 'object',
    properties: { status: TEXT },
    required: ['status'],
  },
};

const LEGACY = {
  deprecated: true,
  parameters: [
    query('page', 'From 1, or `last`.'),
    query('category', 'A category in any of its spellings.'),
    query('minPrice', 'From this price on; 0 is no bound.'),
    query('maxPrice', 'Up to this price; `Infinity` is no bound.'),
  ],
  responses: {
    200: answer('LegacyPage'),
    400: answer('LegacyErrors', 'A price bound is no number.'),
    404: answer('LegacyErrors', 'There is no such page.'),
  },
};
const file = { schema: { type: 'string', format: 'binary' } };

const BY_HAND = {
  'get /listInstrument': LEGACY,
  'get /searchInstrument': {
    ...LEGACY,
    parameters: [query('name', 'A part of the name, to the letter but for capitals.'), ...LEGACY.parameters],
  },
  'post /addInstrument': {
    deprecated: true,
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { type: 'object' } },
        'application/x-www-form-urlencoded': { schema: { type: 'object' } },
      },
    },
    responses: { 201: answer('LegacyRow'), 400: answer('LegacyErrors', 'Sentences by field.') },
  },
  // whatever the body is, the session ends that can be found in it
  'post /api/v1/auth/logout': {
    requestBody: { required: false, ...json('RefreshDto') },
  },
  'post /api/v1/imports': {
    requestBody: {
      required: true,
      content: Object.fromEntries(
        ['text/csv', 'application/x-ndjson', 'application/json', 'application/gzip'].map((type) => [
          type,
          file,
        ]),
      ),
    },
    responses: {
      200: answer('ImportReportBody', 'The report of a dry run, or of an order that came before.'),
      201: answer('ImportReportBody', 'The import has ended.'),
      202: answer('ImportReportBody', 'The file is read, and the import goes on: see `Location`.'),
    },
  },
  'get /api/v1/admin/audit/export': {
    responses: {
      200: {
        description: 'A file.',
        content: { 'text/csv': { schema: { type: 'string', format: 'binary' } } },
      },
    },
  },
  'get /api/v1/imports/{id}/errors.csv': {
    responses: { 200: { description: 'A file.', content: { 'text/csv': file } } },
  },
  'get /api/openapi.json': {
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: { type: 'object' } } } },
      304: UNCHANGED,
    },
  },
  'get /errors/{code}': { responses: { 200: answer('ErrorCode') } },
  'get /health/live': { responses: { 200: answer('Health') } },
  'get /health/ready': { responses: { 200: answer('Health'), 503: answer('Health', 'Not ready, and why.') } },
};

/** Completes an operation, named as in `get /listInstrument`. */
export function addByHand(operation, name) {
  const { responses = {}, ...more } = BY_HAND[name] ?? listOperations()[name] ?? {};
  Object.assign(operation, more);
  Object.assign(operation.responses, responses);
}
