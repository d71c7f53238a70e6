// Requests that stand in the document as examples. test/e2e/openapi-examples.spec.ts sends every one of them to a server with
// the made-up listings; what stands in braces in a body or query is what an earlier answer, or a mail, has given.
const LIST = '/api/v1/instruments';
const EMAIL = 'ana@example.org';
const PASSWORD = 'nueve tejados y un paraguas';

const get = (summary, url, more = {}) => ({ summary, url, status: 200, ...more });
const post = (summary, url, body, status = 200) => ({ summary, url, status, body });

/** By operation. Each that needs no token has at least one. */
const EXAMPLES = {
  'get /api/openapi.json': [get('This document', '/api/openapi.json')],
  'get /api/v1/categories': [get('All categories', '/api/v1/categories')],
  'get /api/v1/sources': [get('All websites', '/api/v1/sources')],
  'get /api/v1/instruments': [
    get('The newest listings', LIST),
    get('Words, all of which occur', `${LIST}?q=fender+jazz+bass`),
    get('A phrase, and a word that must not occur', `${LIST}?q=%22jazz+bass%22+-squier`),
    get(
      'Guitars of two makers from 300 to 900, cheapest first',
      `${LIST}?category=guitarras&brand=fender,gibson&price_min=300&price_max=900&sort=price`,
    ),
    get('What got cheaper in a week', `${LIST}?price_changed_since=P7D&sort=-price_drop`),
    get(
      'Numbers for filters, and no listing twice counted',
      `${LIST}?facets=category,source,price&per_page=1`,
    ),
    get('The second page of ten', `${LIST}?page=2&per_page=10&count=exact`),
    get('The beginning of a walk through all', `${LIST}?limit=200&fields=id,name,price`),
    get('The next part of it', `${LIST}?limit=200&fields=id,name,price&cursor={cursor}`),
    get('As a table', `${LIST}?per_page=5`, { headers: { accept: 'text/csv' } }),
    get('A name that is none, and what was meant', `${LIST}?categroy=guitarras`, { status: 400 }),
  ],
  'get /api/v1/instruments/{id}': [
    get('A listing', `${LIST}/1`),
    get('One that never was', `${LIST}/999999999`, { status: 404 }),
  ],
  'get /api/v1/instruments/export': [
    get('For a spreadsheet', `${LIST}/export?category=teclas`),
    get('For a program', `${LIST}/export?category=teclas&format=ndjson`),
  ],
  'get /api/v1/instruments/filters': [get('What can be asked, with the values of now', `${LIST}/filters`)],
  'get /api/v1/instruments/suggest': [get('While somebody types', `${LIST}/suggest?q=fen`)],
  'get /errors/{code}': [get('What a code means', '/errors/http.invalid_fields')],
  'get /health/live': [get('Whether the process lives', '/health/live')],
  'get /health/ready': [get('Whether it can serve', '/health/ready')],
  'get /listInstrument': [get('A page of a category', '/listInstrument?category=Guitarras&page=1')],
  'get /searchInstrument': [get('A part of the name', '/searchInstrument?name=jv-1080&maxPrice=500')],
  'post /api/v1/auth/token': [
    post('For programs: both tokens in the body', '/api/v1/auth/token', { email: EMAIL, password: PASSWORD }),
    post('Another password', '/api/v1/auth/token', { email: EMAIL, password: 'another' }, 401),
  ],
  'post /api/v1/auth/token/refresh': [
    post('New tokens for the old one', '/api/v1/auth/token/refresh', { refresh: '{refresh}' }),
  ],
  'post /api/v1/auth/token/verify': [
    post('Whether a token counts', '/api/v1/auth/token/verify', { token: '{access}', token_type: 'access' }),
  ],
  'post /api/v1/auth/logout': [
    post('The end of a session', '/api/v1/auth/logout', { refresh: '{refresh}' }, 204),
  ],
  'post /api/v1/auth/register': [
    post(
      'An account',
      '/api/v1/auth/register',
      { email: 'eva@example.org', password: PASSWORD, display_name: 'Eva', language: 'es' },
      202,
    ),
  ],
  'post /api/v1/auth/email/verify': [
    post(
      'With the token of the mail',
      '/api/v1/auth/email/verify',
      { token: '{registration}', password: PASSWORD },
      204,
    ),
  ],
  'post /api/v1/auth/password/reset': [
    post('A link by mail', '/api/v1/auth/password/reset', { email: EMAIL }, 202),
  ],
  'post /api/v1/auth/password/reset/check': [
    post('Before a page shows its form', '/api/v1/auth/password/reset/check', { token: 'x' }, 200),
  ],
  'post /api/v1/auth/password/reset/confirm': [
    post(
      'With the token of the mail',
      '/api/v1/auth/password/reset/confirm',
      { token: '{reset}', new_password: 'siete faroles sobre el rio' },
      204,
    ),
  ],
};

/** Adds the examples of an operation, named as in `get /listInstrument`: for people, for forms, for programs. */
export function addExamples(operation, name) {
  const examples = EXAMPLES[name];
  if (!examples) return;
  const method = name.split(' ', 1)[0].toUpperCase();
  operation['x-examples'] = examples.map((one) => ({ method, ...one }));
  const bodies = examples.filter(({ body }) => body !== undefined);
  if (bodies.length > 0) {
    const { content } = operation.requestBody;
    const named = bodies.map(({ summary, body }) => [summary, { summary, value: body }]);
    content['application/json'].examples = Object.fromEntries(named);
    return;
  }
  const lines = examples.map(({ summary, url }) => `- ${summary}: \`${url}\``);
  operation.description = [operation.description, `Examples:\n\n${lines.join('\n')}`]
    .filter(Boolean)
    .join('\n\n');
  fillForms(operation, name.split(' ', 2)[1], examples[0].url);
}

/** What has to be given is filled in on the page where one can try it. */
function fillForms(operation, template, url) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const segments = pathname.split('/');
  for (const parameter of operation.parameters ?? []) {
    if (!parameter.required) continue;
    parameter.example =
      parameter.in === 'path'
        ? segments[template.split('/').indexOf(`{${parameter.name}}`)]
        : searchParams.get(parameter.name);
  }
}
