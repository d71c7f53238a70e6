import type { ColumnName } from '../import/scraped-row';
import type { PinnableField } from './pins';

/** `stale`: missed once by a complete import, still listed. */
export type InstrumentStatus = 'active' | 'stale' | 'expired' | 'removed';

/** An amount with two decimals, `1200.00`, and its ISO 4217 code. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** A listing as the record has it, shown or not. Dates are `YYYY-MM-DD`. */
export interface Instrument {
  readonly id: string;
  /** Grows when what is shown changes; not when the listing is only seen again. */
  readonly version: number;
  readonly name: string;
  readonly link: string;
  readonly source: { readonly slug: string; readonly name: string };
  readonly price: Money | null;
  /** The one before the last change. */
  readonly previousPrice: Money | null;
  readonly priceChangedAt: Date | null;
  readonly image: string | null;
  readonly location: string | null;
  readonly category: { readonly slug: string; readonly name: string };
  /** The category in the words of the site. */
  readonly categoryLabel: string | null;
  readonly brand: string | null;
  readonly status: InstrumentStatus;
  readonly publishedOn: string | null;
  /** The last day on which it is shown. */
  readonly expiresOn: string | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** `null` unless it was removed. */
  readonly removedAt: Date | null;
  /** Fixed by hand: imports leave these alone. */
  readonly pinned: readonly PinnableField[];
}

/** What somebody says about a listing, by the columns of an import; absent is not said, `null` is nothing. */
export type InstrumentCells = Readonly<Partial<Record<ColumnName, string | null>>>;

/** The status of a listing today: the night after its last day it is expired, whether or not the record says so yet. */
export function statusToday(
  { status, expiresOn }: Pick<Instrument, 'status' | 'expiresOn'>,
  today: string,
): InstrumentStatus {
  const over = expiresOn !== null && expiresOn < today;
  return over && status !== 'removed' ? 'expired' : status;
}

/** The status of a listing whose last day was changed to this one; what was removed stays so. */
export function statusAfterChange(
  status: InstrumentStatus,
  expiresOn: string | null,
  today: string,
): InstrumentStatus {
  return statusToday({ status: status === 'expired' ? 'active' : status, expiresOn }, today);
}
