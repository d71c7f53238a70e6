import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { CONFIG, type Config } from '@app/config';
import { type ListPage, type ListRequest, Transactions } from '@app/database';
import { addDays, Clock, dateIn, isRowId } from '@app/kernel';
import { UnknownCategoryError } from '../categories/categories.errors';
import { CategoriesService } from '../categories/categories.service';
import { InstrumentsRepository } from '../persistence/instruments.repository';
import { RecordRepository } from '../persistence/record.repository';
import { UnknownSourceError } from '../sources/sources.errors';
import { SourcesService } from '../sources/sources.service';
import { statusToday } from './instrument';
import { InstrumentStaleError, UnknownInstrumentError } from './instruments.errors';
import { type PinnableField, sortedPins } from './pins';
import { InstrumentQueryError } from '../search/search.errors';
import type {
  ListingDay,
  PriceChange,
  RecordedInstrument,
  RemovedFilter,
  RemovedInstrument,
  RemovedOrder,
} from './record';
import { readRemovedQuery } from './removed-query';
import { endOf, instantOf } from '../search/moment';

/** Changes of one price that are told. */
const MOST_CHANGES = 1_000;

/** The record of listings, for those who look after it: what the public does not see, and what takes it back. */
@Injectable()
export class RecordService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly sources: SourcesService,
    private readonly categories: CategoriesService,
    private readonly instruments: InstrumentsRepository,
    private readonly record: RecordRepository,
  ) {}

  /** A listing with all that is known of it, removed ones too. @throws UnknownInstrumentError */
  async find(id: string): Promise<RecordedInstrument> {
    const known = isRowId(id);
    const instrument = known ? await this.instruments.findById(id) : null;
    const facts = known ? await this.record.findFacts(id) : null;
    if (!instrument || !facts) throw new UnknownInstrumentError(id);
    return { ...instrument, ...facts, status: statusToday(instrument, this.today()) };
  }

  /** The last thousand changes of its price, the oldest of them first. @throws UnknownInstrumentError */
  async prices(id: string): Promise<PriceChange[]> {
    await this.find(id);
    return this.record.findPrices(id, MOST_CHANGES);
  }

  /** @throws UnknownSourceError, UnknownCategoryError, InvalidCursorError */
  async removed(
    filter: RemovedFilter,
    request: ListRequest<RemovedOrder>,
  ): Promise<ListPage<RemovedInstrument>> {
    return this.record.findRemoved(await this.known(filter), request);
  }

  /** What happened to the listings of now on each of the last days, the oldest first; today is one of them. */
  countByDay(days: number): Promise<ListingDay[]> {
    const today = this.today();
    const all = Array.from({ length: days }, (_, at) => addDays(today, at + 1 - days));
    return this.record.countByDay(all, this.config.timeZone);
  }

  /**
   * Says which fields of a listing imports leave alone from now on.
   *
   * @param versions the listing must be at one of these; `null`: at whichever
   * @throws UnknownInstrumentError, InstrumentStaleError
   */
  async pin(
    id: string,
    versions: readonly number[] | null,
    fields: readonly PinnableField[],
  ): Promise<RecordedInstrument> {
    const pinned = sortedPins(fields);
    return this.transactions.run(async () => {
      const known = await this.find(id);
      const { version, pinned: before } = known;
      if (versions && !versions.includes(version)) throw new InstrumentStaleError();
      if (pinned.join() === before.join()) return known;
      if (!(await this.record.pin(id, version, pinned))) throw new InstrumentStaleError();
      const object = { type: 'instrument', id } as const;
      await this.audit.recordChange({ action: 'instrument.changed', object }, { pinned: before }, { pinned });
      return this.find(id);
    });
  }

  /**
   * Takes the removal of a listing back: it is shown again, unless it has expired. One that is not removed stays as it
   * is.
   *
   * @param versions as in {@link pin}
   * @throws UnknownInstrumentError, InstrumentStaleError
   */
  async restore(id: string, versions: readonly number[] | null): Promise<RecordedInstrument> {
    return this.transactions.run(async () => {
      const known = await this.find(id);
      if (known.status !== 'removed') return known;
      if (versions && !versions.includes(known.version)) throw new InstrumentStaleError();
      const restored = await this.record.restore(id, known.version, this.today());
      const now = await this.find(id);
      if (!restored && now.status === 'removed') throw new InstrumentStaleError();
      if (restored) {
        await this.audit.record({
          action: 'instrument.restored',
          object: { type: 'instrument', id },
          changes: { status: ['removed', now.status] },
        });
      }
      return now;
    });
  }

  /**
   * What a query of the list of removed listings asks for, as it stands behind the question mark.
   *
   * @throws InstrumentQueryError with every fault
   */
  async readRemoved(query: string): Promise<RemovedFilter> {
    const { filter, faults } = readRemovedQuery(query);
    if (faults.length > 0) throw new InstrumentQueryError(faults);
    return this.known(filter).catch((error: unknown) => {
      const parameter = error instanceof UnknownSourceError ? 'source' : 'category';
      if (!(error instanceof UnknownSourceError || error instanceof UnknownCategoryError)) throw error;
      throw new InstrumentQueryError([{ parameter, code: 'value_unknown', allowed: error.known }]);
    });
  }

  /** A filter with the slugs that its words mean, and the moments at which its days begin and end. */
  private async known({ source, category, search, since, until }: RemovedFilter): Promise<RemovedFilter> {
    const [today, zone] = [this.today(), this.config.timeZone];
    return {
      source: source === undefined ? undefined : (await this.sources.find(source)).slug,
      category: category === undefined ? undefined : (await this.categories.find(category)).slug,
      search,
      since: since === undefined ? undefined : instantOf({ date: since }, today, zone),
      until: until === undefined ? undefined : endOf({ date: until }, today, zone),
    };
  }

  private today(): string {
    return dateIn(this.config.timeZone, this.clock.now());
  }
}
