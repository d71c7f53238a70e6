import type { RaRecord } from 'react-admin';

/** How a site writes a category. */
export interface Spelling extends RaRecord<string> {
  readonly label: string;
  /** Slug; `null`: of every source that has none of its own. */
  readonly source: string | null;
  /** Slug; `null` or absent: nobody has mapped it. */
  readonly category?: string | null;
}
