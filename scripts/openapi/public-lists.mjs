// The public lists: their parameters come from the grammar itself, their answers are made as text by the server.
import { createRequire } from 'node:module';
import { inProject } from '../lib/project.mjs';

const require = createRequire(import.meta.url);

const TEXT = { type: 'string' };
const TEXT_OR_NULL = { type: ['string', 'null'] };
const NUMBER = { type: 'integer' };
const schema = (name) => ({ $ref: `#/components/schemas/${name}` });
const listOf = (items) => ({ type: 'array', items });
const record = (properties, optional = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const named = record({ value: TEXT, label: TEXT, count: NUMBER, selected: { type: 'boolean' } });
const counts = { slug: TEXT, name: TEXT, listings: NUMBER };
const facets = Object.fromEntries(
  ['category', 'source', 'brand', 'location'].map((name) => [name, listOf(named)]),
);
const quartiles = Object.fromEntries(['min', 'p25', 'p50', 'p75', 'max'].map((name) => [name, TEXT_OR_NULL]));

const UNCHANGED = { description: 'Unchanged since the ETag in `If-None-Match`.' };
const FAULTS = { $ref: '#/components/responses/400' };

/** Schemas of the answers. */
export const LIST_SCHEMAS = {
  InstrumentList: record(
    {
      data: {
        ...listOf({ type: 'object' }),
        description: 'Listings as at /api/v1/instruments/{id}; with `fields` only those members.',
      },
      page: record({
        number: { type: ['integer', 'null'], description: '`null` in a walk by cursor.' },
        size: NUMBER,
        total: { type: ['integer', 'null'], description: '`null` with `count=none`.' },
        total_pages: { type: ['integer', 'null'] },
        count: { enum: ['exact', 'estimated', 'none'] },
        next: TEXT_OR_NULL,
        prev: TEXT_OR_NULL,
        next_cursor: TEXT_OR_NULL,
      }),
      facets: schema('Facets'),
      meta: record({
        dataset_version: NUMBER,
        corrected: TEXT_OR_NULL,
        warnings: listOf(
          record({ code: TEXT, parameter: TEXT, value: TEXT, suggestion: TEXT }, ['suggestion']),
        ),
      }),
    },
    ['facets'],
  ),
  Facets: {
    ...record(
      {
        ...facets,
        price: record({
          ...quartiles,
          buckets: listOf(record({ from: TEXT_OR_NULL, to: TEXT_OR_NULL, count: NUMBER })),
        }),
      },
      [...Object.keys(facets), 'price'],
    ),
    description: 'Those that were asked for; each leaves its own filter out.',
  },
  CategoryList: record({
    data: listOf(record({ ...counts, names: schema('Localised') })),
  }),
  SourceList: record({ data: listOf(record({ ...counts, last_import_at: TEXT_OR_NULL })) }),
  FilterList: record({
    data: {
      ...listOf({ type: 'object' }),
      description: 'The parameters of the list with their live values.',
    },
  }),
  SuggestionList: record({ data: { ...listOf({ type: 'object' }), maxItems: 8 } }),
};

/** Completes operations, in the form of by-hand.mjs. */
export function listOperations() {
  const grammar = require(inProject('dist/libs/instruments/src/search/query-parameters.js'));
  const parametersOf = (door) =>
    grammar.DOOR_PARAMETERS[door].map((name) => {
      const { kind, about } = grammar.PARAMETERS[name];
      return { name, in: 'query', required: false, description: about.en, schema: schemaOf(kind) };
    });
  const answer = (name) => ({
    200: { description: 'Done.', content: { 'application/json': { schema: schema(name) } } },
    304: UNCHANGED,
    400: FAULTS,
  });
  const typed = {
    name: 'q',
    in: 'query',
    required: true,
    description: 'What is typed so far.',
    schema: TEXT,
  };
  return {
    'get /api/v1/instruments': {
      parameters: parametersOf('list'),
      responses: withTables(answer('InstrumentList')),
    },
    'get /api/v1/instruments/{id}': {
      responses: { 304: UNCHANGED, 400: FAULTS, 410: { $ref: '#/components/responses/410' } },
    },
    'get /api/v1/instruments/export': { parameters: parametersOf('export'), responses: EXPORT },
    'get /api/v1/instruments/filters': { responses: answer('FilterList') },
    'get /api/v1/instruments/suggest': { parameters: [typed], responses: answer('SuggestionList') },
    'get /api/v1/categories': { responses: answer('CategoryList') },
    'get /api/v1/sources': { responses: answer('SourceList') },
  };
}

const FILE = { schema: { type: 'string', format: 'binary' } };
const TABLES = { 'text/csv': FILE, 'application/x-ndjson': FILE };
const EXPORT = {
  200: {
    description:
      'All listings of the query, in its order: CSV, or a listing of the list as JSON in each line.',
    content: TABLES,
  },
  304: UNCHANGED,
  400: FAULTS,
};

function withTables(responses) {
  return { ...responses, 200: { ...responses[200], content: { ...responses[200].content, ...TABLES } } };
}

function schemaOf(kind) {
  switch (kind.type) {
    case 'choice':
      return { ...TEXT, enum: [...kind.values], ...(kind.usual === null ? {} : { default: kind.usual }) };
    case 'text':
      return { ...TEXT, minLength: kind.least, maxLength: kind.most };
    case 'integer':
      return { ...NUMBER, minimum: kind.least, maximum: kind.most, default: kind.usual };
    case 'flag':
      return { ...TEXT, enum: ['true', 'false'] };
    case 'amount':
      return { ...TEXT, pattern: '^\\d+(\\.\\d{1,2})?$' };
    default:
      return TEXT;
  }
}
