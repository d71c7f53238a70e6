// Which headers answers have beside those of every answer (X-Request-Id, RateLimit): a test compares what is sent.

const header = (description, schema = { type: 'string' }) => ({ description, schema });

/** The headers themselves, by name. */
export const HEADERS = {
  'Cache-Control': header('Who may keep the answer, and how long (RFC 9111).'),
  'Content-Disposition': header('The name of the file.'),
  'Corrected-Query': header(
    'The search that was answered because the one that was asked finds nothing, percent-encoded.',
  ),
  Deprecation: header('Since when this door is deprecated (RFC 9745).'),
  ETag: header('Names this state of the answer: for `If-None-Match`, and of a single thing for `If-Match`.'),
  'Export-Truncated': header('`?1`: there are more than the file holds.'),
  'Idempotency-Replayed': header('`true`: of an order that came before with the same key.'),
  Link: header('The other parts of a list, `rel` first, prev, next and last (RFC 8288).'),
  Location: header('Where it is: a path on this server.'),
  'Retry-After': header('Seconds after which to try again.', { type: 'integer' }),
  SuccessorLink: header('The door to use instead, `rel="successor-version"` (RFC 5829).'),
  Vary: header('Which headers of the request decide the answer.'),
  'WWW-Authenticate': header('How to prove who one is (RFC 6750).'),
};

/** What refusals have, by their status. */
export const REFUSAL_HEADERS = {
  401: headersOf(['WWW-Authenticate']),
  429: headersOf(['Retry-After']),
  503: headersOf(['Retry-After']),
};

const CACHED = ['Cache-Control', 'ETag', 'Vary'];
const CHOICES = { 200: CACHED, 304: CACHED };
const VERSION = { 200: ['ETag'] };

/** By operation and status. */
const SENT = {
  'get /api/openapi.json': CHOICES,
  'get /api/v1/categories': CHOICES,
  'get /api/v1/sources': CHOICES,
  'get /api/v1/instruments/filters': CHOICES,
  'get /api/v1/instruments/suggest': CHOICES,
  'get /api/v1/instruments': { 200: [...CACHED, 'Link', 'Corrected-Query'], 304: CACHED },
  'get /api/v1/instruments/export': {
    200: [...CACHED, 'Content-Disposition', 'Corrected-Query', 'Export-Truncated'],
    304: CACHED,
  },
  'get /api/v1/instruments/{id}': { 200: CACHED, 304: CACHED },
  'post /api/v1/instruments': { 201: ['ETag', 'Location'] },
  'patch /api/v1/instruments/{id}': VERSION,
  'get /api/v1/admin/instruments/{id}': VERSION,
  'put /api/v1/admin/instruments/{id}/pins': VERSION,
  'post /api/v1/admin/instruments/{id}/restore': VERSION,
  'get /api/v1/admin/audit/export': { 200: ['Cache-Control', 'Content-Disposition', 'Export-Truncated'] },
  'post /api/v1/imports': {
    201: ['Location', 'Idempotency-Replayed'],
    202: ['Location', 'Idempotency-Replayed'],
  },
  'get /health/live': { 200: ['Cache-Control'] },
  'get /health/ready': { 200: ['Cache-Control'] },
};

/**
 * Names the headers of the answers of an operation (as in `get /listInstrument`), and what it takes to get 304.
 *
 * @param refusals the responses that are referred to by status
 */
export function addHeaders(operation, name, refusals) {
  const { responses } = operation;
  for (const [status, names] of Object.entries(SENT[name] ?? {})) {
    responses[status] = { ...responses[status], headers: headersOf(names) };
  }
  if (responses[304]) (operation.parameters ??= []).push(IF_NONE_MATCH);
  if (!operation.deprecated) return;
  for (const [status, response] of Object.entries(responses)) {
    // what is referred to belongs to all doors
    const own = response.$ref === undefined ? response : refusals[response.$ref.split('/').at(-1)];
    responses[status] = { ...own, headers: { ...own.headers, ...DEPRECATED } };
  }
}

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'ETags of answers that the client has: 304 when one of them is still right.',
  schema: { type: 'string' },
};
const DEPRECATED = { ...headersOf(['Deprecation']), Link: reference('SuccessorLink') };

function headersOf(names) {
  return Object.fromEntries(names.map((name) => [name, reference(name)]));
}

function reference(name) {
  return { $ref: `#/components/headers/${name}` };
}
