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

const filterOf = (type, more = {}) => ({
  ...record({ name: TEXT, type: { ...TEXT, enum: [type] }, description: schema('Localised'), ...more }),
});
const closed = { allowed: listOf(TEXT) };
const values = { values: listOf(record({ value: TEXT, label: TEXT, listings: NUMBER })) };
const between = { least: NUMBER, most: NUMBER };

/** A client has the answer already. */
export const UNCHANGED = { description: 'Unchanged since the ETag in `If-None-Match`.' };
const FAULTS = { $ref: '#/components/responses/400' };
const ENDED = { $ref: '#/components/responses/401' };

/** Schemas of the answers. */
export const LIST_SCHEMAS = {
  InstrumentList: record(
    {
      data: {
        ...listOf(schema('ListedInstrument')),
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
  Filter: {
    description: 'A parameter of the list: what its values are, by `type`.',
    oneOf: [
      filterOf('text', between),
      filterOf('choice', { ...closed, default: TEXT_OR_NULL }),
      filterOf('choices', closed),
      filterOf('choices', values),
      filterOf('names', values),
      filterOf('amount', { least: TEXT_OR_NULL, most: TEXT_OR_NULL }),
      filterOf('integer', { ...between, default: NUMBER }),
      filterOf('flag'),
      filterOf('moment'),
      filterOf('cursor'),
    ],
  },
  FilterList: record({
    data: { ...listOf(schema('Filter')), description: 'The parameters of the list with their live values.' },
  }),
  Suggestion: record({
    kind: { ...TEXT, enum: ['brand', 'model', 'category'] },
    text: { ...TEXT, description: 'What to show.' },
    parameter: { ...TEXT, enum: ['brand', 'q', 'category'], description: 'What to ask the list by.' },
    value: { ...TEXT, description: 'The value of that parameter.' },
    listings: {
      type: ['integer', 'null'],
      description: 'Active ones of a brand or category; `null` for a model, of which nobody keeps a number.',
    },
  }),
  SuggestionList: record({ data: { ...listOf(schema('Suggestion')), maxItems: 8 } }),
};

/** A listing of a list: that of its own door, of which `fields` may choose members. */
export function listedInstrument(instrument) {
  const listed = {
    ...instrument,
    description: 'Members that `fields` leaves out are not there.',
    minProperties: 1,
  };
  delete listed.required;
  return listed;
}

/** Completes operations, in the form of by-hand.mjs. */
export function listOperations() {
  const grammar = require(inProject('dist/libs/instruments/src/search/query-parameters.js'));
  const parametersOf = (door) =>
    grammar.DOOR_PARAMETERS[door].map((name) => {
      const { kind, about } = grammar.PARAMETERS[name];
      const description = [about.en, usualOf(kind)].filter(Boolean).join(' ');
      return { name, in: 'query', required: false, description, ...formOf(kind, grammar) };
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
    schema: formOf(grammar.PARAMETERS.q.kind, grammar).schema,
  };
  return {
    'get /api/v1/instruments': {
      parameters: parametersOf('list'),
      responses: { ...withTables(answer('InstrumentList')), 401: ENDED },
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
  401: ENDED,
};

function withTables(responses) {
  return { ...responses, 200: { ...responses[200], content: { ...responses[200].content, ...TABLES } } };
}

/**
 * No `default`: a page or a client that fills it in sends what contradicts what is asked beside it, such as `page` in a
 * walk by cursor, or an order instead of relevance.
 */
function usualOf(kind) {
  return kind.type === 'integer' || (kind.type === 'choice' && kind.usual !== null)
    ? `\`${kind.usual}\` where nothing else decides.`
    : '';
}

/** How a parameter is written: lists with commas, in one parameter. */
function formOf(kind, { MOST_VALUES }) {
  if (!['choices', 'slugs', 'names'].includes(kind.type)) return { schema: schemaOf(kind) };
  const items = kind.type === 'choices' ? { ...TEXT, enum: [...kind.values] } : { ...TEXT, minLength: 1 };
  return {
    style: 'form',
    explode: false,
    schema: { ...listOf(items), minItems: 1, maxItems: MOST_VALUES },
  };
}

function schemaOf(kind) {
  switch (kind.type) {
    case 'choice':
      return { ...TEXT, enum: [...kind.values] };
    case 'text':
      return { ...TEXT, minLength: kind.least, maxLength: kind.most };
    case 'integer':
      return { ...NUMBER, minimum: kind.least, maximum: kind.most };
    case 'flag':
      return { ...TEXT, enum: ['true', 'false'] };
    case 'amount':
      return { ...TEXT, pattern: '^\\d+(\\.\\d{1,2})?$' };
    case 'moment':
      return { ...TEXT, pattern: '^(P\\d{1,4}D|\\d{4}-\\d{2}-\\d{2}(T.+)?)$' };
    default:
      return TEXT;
  }
}
