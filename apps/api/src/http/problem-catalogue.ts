import { accountCatalogue } from './account-catalogue';
import { apiKeyCatalogue } from './api-key-catalogue';
import { httpCatalogue } from './http-catalogue';
import { instrumentCatalogue } from './instrument-catalogue';

/** Every error that a door of the API answers, by code; the same table stands in docs/errors.md (a test compares them). */
export const problemCatalogue = {
  ...httpCatalogue,
  ...accountCatalogue,
  ...apiKeyCatalogue,
  ...instrumentCatalogue,
};

/** A code of the catalogue. */
export type ProblemCode = keyof typeof problemCatalogue;

/** Whether a text is a code of the catalogue. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problemCatalogue, text);
}
