import { Inject, Injectable } from '@nestjs/common';
import { AuditService, type AuditValue } from '@app/audit';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { Clock, dateIn, isRowId } from '@app/kernel';
import { UnknownCategoryError } from '../categories/categories.errors';
import { CategoriesService } from '../categories/categories.service';
import { OTHER_CATEGORY } from '../categories/category';
import { isBlank } from '../import/blank';
import { detectBrand } from '../import/brand';
import { rowFault } from '../import/row-fault';
import {
  type CategoryCells,
  type InstrumentContent,
  InstrumentsRepository,
} from '../persistence/instruments.repository';
import type { Source } from '../sources/source';
import { UnknownSourceError } from '../sources/sources.errors';
import { SourcesService } from '../sources/sources.service';
import { type Instrument, type InstrumentCells, statusAfterChange, statusToday } from './instrument';
import {
  brandAfterRename,
  faultsOfDays,
  type InstrumentDraft,
  type InstrumentFault,
  readDraft,
} from './instrument-draft';
import {
  InstrumentGoneError,
  InstrumentInvalidError,
  InstrumentStaleError,
  LinkTakenError,
  UnknownInstrumentError,
} from './instruments.errors';
import { changedFields, sortedPins } from './pins';

/** What becomes of a category that nobody knows: a fault, or as in an import `otros` until somebody maps it. */
type UnknownCategories = 'refuse' | 'remember';

/** Reads and writes listings one at a time, by the rules of imports. Each write is in the audit. */
@Injectable()
export class InstrumentsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly sources: SourcesService,
    private readonly categories: CategoriesService,
    private readonly instruments: InstrumentsRepository,
  ) {}

  /**
   * A listing; what has expired says so by its status.
   *
   * @throws UnknownInstrumentError, InstrumentGoneError for one that was removed
   */
  async find(id: string): Promise<Instrument> {
    const instrument = await this.read(id);
    if (instrument.removedAt) throw new InstrumentGoneError(instrument.removedAt);
    return this.asToday(instrument);
  }

  /**
   * The version of a listing as it is shown; `null` where only reading it whole tells: it is not there, was removed, or
   * has run out and the record does not say so yet.
   */
  async versionOf(id: string): Promise<number | null> {
    const state = isRowId(id) ? await this.instruments.findState(id) : null;
    const settled = state && state.status !== 'removed' && statusToday(state, this.today()) === state.status;
    return settled ? state.version : null;
  }

  private asToday(instrument: Instrument): Instrument {
    return { ...instrument, status: statusToday(instrument, this.today()) };
  }

  /**
   * Puts a listing into the record; its source (`website`), name and link must be given.
   *
   * @throws InstrumentInvalidError with every fault; LinkTakenError, also for a listing that was removed
   */
  async add(cells: InstrumentCells, unknownCategories: UnknownCategories): Promise<Instrument> {
    return this.transactions.run(async () => {
      const faults: InstrumentFault[] = [];
      const source = await this.sourceOf(cells.website ?? '', faults);
      const draft = this.draftOf({ name: null, link: null, ...cells }, source, null, faults);
      const category = await this.categoryOf(draft.category ?? null, source, unknownCategories, faults);
      const { name, link, publishedOn = null, expiresOn = null } = draft;
      // who remembers new categories as an import does takes both days as that does, too
      if (unknownCategories === 'refuse') faults.push(...faultsOfDays(draft, {}, { publishedOn, expiresOn }));
      if (faults.length > 0 || !source || name === undefined || link === undefined) {
        throw new InstrumentInvalidError(faults);
      }
      const id = await this.instruments.insert(source.id, link, category, {
        name,
        price: draft.price ?? null,
        image: draft.image ?? null,
        location: draft.location ?? null,
        brand: draft.brand ?? detectBrand(name),
        publishedOn,
        expiresOn,
        status: statusAfterChange('active', expiresOn, this.today()),
      });
      if (id === null) throw new LinkTakenError((await this.instruments.findIdByLink(link)) ?? '');
      const added = await this.read(id);
      const object = { type: 'instrument', id } as const;
      await this.audit.recordChange({ action: 'instrument.created', object }, {}, auditedOf(added));
      return added;
    });
  }

  /**
   * Changes what is given of a listing, and leaves the rest. What it changes is pinned: imports leave it alone. A new
   * price goes into the history. What has expired is shown again with a later last day; what was removed has to be
   * restored first.
   *
   * @param versions the listing must be at one of these; `null`: at whichever
   * @throws UnknownInstrumentError, InstrumentGoneError, InstrumentStaleError, LinkTakenError; InstrumentInvalidError with
   *   every fault
   */
  async change(id: string, versions: readonly number[] | null, cells: InstrumentCells): Promise<Instrument> {
    return this.transactions.run(async () => {
      const known = await this.read(id);
      if (known.removedAt) throw new InstrumentGoneError(known.removedAt);
      if (versions && !versions.includes(known.version)) throw new InstrumentStaleError();
      await this.write(known, cells);
      const changed = this.asToday(await this.read(id));
      const object = { type: 'instrument', id } as const;
      await this.audit.recordChange(
        { action: 'instrument.changed', object },
        auditedOf(known),
        auditedOf(changed),
      );
      return changed;
    });
  }

  /**
   * Takes a listing off the lists at once. The record keeps it, and an import that sees it on its site brings it back.
   * A second time changes nothing.
   *
   * @param versions as in {@link change}
   * @throws UnknownInstrumentError, InstrumentStaleError
   */
  async remove(id: string, versions: readonly number[] | null): Promise<void> {
    await this.transactions.run(async () => {
      const known = await this.read(id);
      if (known.status === 'removed') return;
      if (!(await this.instruments.remove(id, versions))) {
        if ((await this.read(id)).status === 'removed') return;
        throw new InstrumentStaleError();
      }
      await this.audit.record({
        action: 'instrument.deleted',
        object: { type: 'instrument', id },
        changes: { status: [known.status, 'removed'] },
        details: { name: known.name, url: known.link },
      });
    });
  }

  private async write(known: Instrument, cells: InstrumentCells): Promise<void> {
    const faults: InstrumentFault[] = [];
    const source = await this.sources.find(known.source.slug);
    const draft = this.draftOf(cells, source, known.price?.currency ?? null, faults);
    const { link, category: label = known.categoryLabel, ...given } = draft;
    const sameLabel = label === known.categoryLabel;
    const category = sameLabel ? null : await this.categoryOf(label, source, 'refuse', faults);
    const before = contentOf(known);
    const merged = { ...before, ...given };
    faults.push(...faultsOfDays(draft, before, merged));
    if (faults.length > 0) throw new InstrumentInvalidError(faults);

    const renamed = merged.name !== known.name && given.brand === undefined;
    const after = {
      ...merged,
      brand: renamed ? brandAfterRename(known, merged.name) : merged.brand,
      status: statusAfterChange(known.status, merged.expiresOn, this.today()),
    };
    const newLink = link === undefined || link.link === known.link ? null : link;
    if (JSON.stringify(after) === JSON.stringify(before) && !newLink && !category) return;
    if (newLink) {
      // whoever writes listings takes this lock first, so that what is free now stays free
      await this.instruments.lockListings();
      const other = await this.instruments.findIdByLink(newLink);
      if (other !== null && other !== known.id) throw new LinkTakenError(other);
    }
    const others = [...(newLink ? (['url'] as const) : []), ...(category ? (['category'] as const) : [])];
    const pinned = sortedPins([...known.pinned, ...changedFields(before, after), ...others]);
    if (!(await this.instruments.update(known, newLink, category, after, pinned))) {
      throw new InstrumentStaleError();
    }
  }

  private draftOf(
    cells: InstrumentCells,
    source: Source | null,
    currency: string | null,
    faults: InstrumentFault[],
  ): InstrumentDraft {
    const reading = readDraft(cells, {
      // whoever speaks JSON writes decimals with a dot
      habit: 'api',
      currency: currency ?? source?.currency ?? 'EUR',
      now: this.clock.now(),
      timeZone: source?.timeZone ?? this.config.timeZone,
    });
    faults.push(...reading.faults);
    return reading.draft;
  }

  private async sourceOf(website: string, faults: InstrumentFault[]): Promise<Source | null> {
    if (isBlank(website)) {
      faults.push(rowFault('website', 'website_missing'));
      return null;
    }
    try {
      return await this.sources.find(website);
    } catch (error) {
      if (!(error instanceof UnknownSourceError)) throw error;
      faults.push(unknown('website', error));
      return null;
    }
  }

  private async categoryOf(
    label: string | null,
    source: Source | null,
    unknownCategories: UnknownCategories,
    faults: InstrumentFault[],
  ): Promise<CategoryCells> {
    const other = { categoryLabel: label, aliasId: null, categoryId: OTHER_CATEGORY };
    if (label === null || !source || faults.some(({ field }) => field === 'category')) return other;
    try {
      const meaning =
        unknownCategories === 'refuse'
          ? await this.categories.meaningOf(label, source.id)
          : await this.categories.meaningToRemember(label, source.id);
      return { categoryLabel: label, ...meaning };
    } catch (error) {
      if (!(error instanceof UnknownCategoryError)) throw error;
      faults.push(unknown('category', error));
      return other;
    }
  }

  private async read(id: string): Promise<Instrument> {
    const instrument = isRowId(id) ? await this.instruments.findById(id) : null;
    if (!instrument) throw new UnknownInstrumentError(id);
    return instrument;
  }

  private today(): string {
    return dateIn(this.config.timeZone, this.clock.now());
  }
}

function unknown(
  field: string,
  { message, known }: UnknownSourceError | UnknownCategoryError,
): InstrumentFault {
  return { field, code: 'unknown', message, allowed: known };
}

function contentOf(instrument: Instrument): InstrumentContent {
  const { name, price, image, location, brand, publishedOn, expiresOn, status } = instrument;
  return { name, price, image, location, brand, publishedOn, expiresOn, status };
}

/** What the audit remembers of a listing. */
function auditedOf(instrument: Instrument): Record<string, AuditValue> {
  const { price, source, category } = instrument;
  return {
    source: source.slug,
    url: instrument.link,
    name: instrument.name,
    price: price && `${price.amount} ${price.currency}`,
    image: instrument.image,
    location: instrument.location,
    category: category.slug,
    brand: instrument.brand,
    published_on: instrument.publishedOn,
    expires_on: instrument.expiresOn,
    status: instrument.status,
  };
}
