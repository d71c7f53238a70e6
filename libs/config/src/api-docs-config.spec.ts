import { apiDocsConfig } from './api-docs-config';

it.each([
  ['development', undefined, true],
  ['development', 'off', false],
  ['test', undefined, false],
  ['production', undefined, false],
  ['production', 'on', true],
] as const)('in %s with API_DOCS %s the page of the API is there: %s', (NODE_ENV, API_DOCS, there) => {
  expect(apiDocsConfig({ NODE_ENV, API_DOCS })).toBe(there);
});
