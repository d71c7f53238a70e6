import type { RaRecord } from 'react-admin';
import type { Money } from '../instruments/instrument';

/** A removed listing as the API lists it; source and category are slugs. */
export interface RemovedInstrument extends RaRecord<number> {
  readonly name: string;
  readonly url: string;
  readonly source: string;
  readonly category: string;
  readonly price: Money | null;
  readonly removed_at: string;
}
