import type { PriceChange, RecordedInstrument, RemovedInstrument } from '@app/instruments';
import { type ListBody, PageBody } from '../http/list.mapper';
import { MoneyBody } from '../http/money.mapper';
import { InstrumentBody, toInstrumentBody } from './instruments.mapper';

/** A listing with all that the record has of it. */
export class RecordedInstrumentBody extends InstrumentBody {
  readonly version: number;
  /** The category in the words of the site, or of whoever changed it. */
  readonly category_label: string | null;
  /** Fields that imports leave alone. */
  readonly pinned: string[];
  /** Complete imports in a row that did not have it. */
  readonly missed_runs: number;
  readonly removed_at: string | null;
  /** Its price jumped a thousandfold: most likely it was misread once. */
  readonly price_suspicious: boolean;
}

/** A change of a price. */
export class PriceChangeBody {
  readonly changed_at: string;
  readonly previous_price: MoneyBody | null;
  readonly price: MoneyBody;
  readonly suspicious: boolean;
}

/** The changes of a price, the oldest first. */
export class PriceHistoryBody {
  readonly data: PriceChangeBody[];
}

/** A listing that is shown to nobody any more. */
export class RemovedInstrumentBody {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly source: string;
  readonly category: string;
  readonly price: MoneyBody | null;
  readonly removed_at: string;
}

/** A part of all removed listings. */
export class RemovedInstrumentListBody implements ListBody<RemovedInstrumentBody> {
  readonly data: RemovedInstrumentBody[];
  readonly page: PageBody;
}

/** Shows a listing with all that is known of it. */
export function toRecordedBody(instrument: RecordedInstrument): RecordedInstrumentBody {
  return {
    ...toInstrumentBody(instrument),
    version: instrument.version,
    category_label: instrument.categoryLabel,
    pinned: [...instrument.pinned],
    missed_runs: instrument.missedRuns,
    removed_at: instrument.removedAt?.toISOString() ?? null,
    price_suspicious: instrument.priceSuspicious,
  };
}

/** Shows a change of a price. */
export function toPriceChangeBody(change: PriceChange): PriceChangeBody {
  const { changedAt, previousPrice, price, suspicious } = change;
  return { changed_at: changedAt.toISOString(), previous_price: previousPrice, price, suspicious };
}

/** Shows a removed listing. */
export function toRemovedBody(instrument: RemovedInstrument): RemovedInstrumentBody {
  const { id, link, removedAt, ...rest } = instrument;
  return { ...rest, id: Number(id), url: link, removed_at: removedAt.toISOString() };
}
