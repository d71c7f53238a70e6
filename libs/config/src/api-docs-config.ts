import { z } from 'zod';

/** The variable about the page that shows the API to people. */
export const apiDocsVariable = {
  API_DOCS: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
};

/** Whether the page is there: where the API is developed, and elsewhere where somebody wants it. */
export function apiDocsConfig(env: { NODE_ENV: string; API_DOCS?: 'on' | 'off' | undefined }): boolean {
  return env.API_DOCS === undefined ? env.NODE_ENV === 'development' : env.API_DOCS === 'on';
}
