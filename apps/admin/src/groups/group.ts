import type { RaRecord } from 'react-admin';

/** A group as the API shows it; its id is its name. */
export interface Group extends RaRecord<string> {
  readonly name: string;
  readonly permissions: readonly string[];
  /** How many are in it. */
  readonly users: number;
}
