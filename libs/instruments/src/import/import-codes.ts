import { ROW_FAULTS, ROW_NOTES } from './row-fault';
import { FILE_NOTES } from './scraped-row';

/** Every code that the report of an import may hold, in `errors` or `warnings`, with its meaning. */
export const IMPORT_CODES = {
  ...ROW_FAULTS,
  ...ROW_NOTES,
  ...FILE_NOTES,
  category_unmapped:
    'A category text that leads to no category: its rows went to otros until somebody maps it.',
} as const;

/** One of {@link IMPORT_CODES}. */
export type ImportCode = keyof typeof IMPORT_CODES;
