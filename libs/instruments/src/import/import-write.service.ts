import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { isMappable } from '../categories/category';
import { CategoriesRepository } from '../persistence/categories.repository';
import {
  type AbsenceScope,
  ImportApplyRepository,
  type PlanCounts,
} from '../persistence/import-apply.repository';
import { ImportStageRepository, type StagedCategory } from '../persistence/import-stage.repository';
import type { Source } from '../sources/source';
import { fold } from './fold';
import type { AbsenceCounts, ImportCounts, RemarkTally } from './import-report';
import type { Listing } from './listing-row';

/** A transaction writes this many rows, so that other writers and readers of counters never wait long. */
const BATCH = 10_000;
/** Unknown categories that a report names. */
const EXAMPLES = 10;
/** Row numbers are smaller than this. */
const LAST_ROW = 2_147_483_647;

/** What to do with the rows in the stage. */
export interface WriteOrder {
  /** `null`: only count what would be done. */
  readonly runId: string | null;
  readonly source: Source;
  readonly startedAt: Date;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** One transaction for all instead of one a batch. */
  readonly wholly: boolean;
  readonly warnings: RemarkTally;
  readonly onRows: (done: number) => void;
  /** Called inside the transaction of each batch, with what all of them have done. */
  readonly onBatch: (written: Written) => Promise<void>;
}

/** What became of the rows that were written. */
export type Written = Omit<ImportCounts, 'received' | 'rejected' | 'stale' | 'removed'>;

const NOTHING_WRITTEN = { created: 0, updated: 0, unchanged: 0, reactivated: 0, priceChanged: 0 };

/** Takes accepted rows to the listings: staged whole, then planned and written in batches. */
@Injectable()
export class ImportWriteService {
  constructor(
    private readonly transactions: Transactions,
    private readonly stage: ImportStageRepository,
    private readonly listings: ImportApplyRepository,
    private readonly categories: CategoriesRepository,
  ) {}

  open(): Promise<void> {
    return this.stage.open();
  }

  close(): Promise<void> {
    return this.stage.close();
  }

  async add(listings: readonly Listing[]): Promise<void> {
    if (listings.length > 0) await this.stage.add(listings);
  }

  /** Writes all staged rows, or counts what that would do. */
  async write(order: WriteOrder): Promise<Written> {
    const duplicates = await this.stage.dropDuplicates();
    await this.defineCategories(order);
    const none = { ...NOTHING_WRITTEN, duplicates };
    if (order.runId === null) {
      await this.stage.plan(0, LAST_ROW, order.today);
      return sum(none, await this.listings.countPlan());
    }
    const { runId } = order;
    const written = order.wholly
      ? await this.transactions.run(() => this.writeBatches(order, runId, none))
      : await this.writeBatches(order, runId, none);
    if (written.created + written.updated + written.reactivated > 0) await this.listings.settleNameIndex();
    return written;
  }

  /** The listings that a complete run speaks for. */
  countListed(scope: Omit<AbsenceScope, 'startedAt'>): Promise<number> {
    return this.listings.countListed(scope);
  }

  /** The conclusions of a complete run; those of a dry run from what was staged of it. */
  countAbsent(scope: AbsenceScope, dryRun: boolean): Promise<AbsenceCounts> {
    return dryRun ? this.listings.countAbsentOfPlan(scope) : this.listings.countAbsent(scope);
  }

  /** Draws the conclusions of a complete run. */
  markAbsent(scope: AbsenceScope): Promise<AbsenceCounts> {
    return this.transactions.run(async () => {
      // before any sighting, as whoever else writes both
      await this.listings.lockListings();
      return this.listings.markAbsent(scope);
    });
  }

  private async writeBatches(order: WriteOrder, runId: string, none: Written): Promise<Written> {
    const { source, today, startedAt } = order;
    let written = none;
    let previous = 0;
    for (;;) {
      const last = await this.stage.endOfBatch(previous, BATCH);
      if (last === null) return written;
      const [from, before] = [previous, written];
      written = await this.transactions.run(async () => {
        await this.listings.lockListings();
        await this.stage.plan(from, last, today);
        const planned = await this.listings.countPlan();
        await this.listings.applyPlan(runId, source.id, startedAt.toISOString(), planned);
        const after = sum(before, planned);
        await order.onBatch(after);
        return after;
      });
      previous = last;
      order.onRows(written.created + written.updated + written.unchanged + written.reactivated);
    }
  }

  /** Says what the category texts of the file mean; texts never seen before are remembered for a person to map. */
  private async defineCategories({ source, runId, warnings }: WriteOrder): Promise<void> {
    const labels = await this.stage.categoryLabels();
    const firstWritten = new Map<string, string>();
    for (const label of labels) if (!firstWritten.has(fold(label))) firstWritten.set(fold(label), label);
    const slugs = new Map((await this.categories.findAll()).map(({ slug, id }) => [slug, id]));
    const known = new Map(
      (await this.categories.findAliases(source.id, [...firstWritten.keys()])).map((alias) => [
        alias.folded,
        alias,
      ]),
    );
    const unseen = new Map(
      [...firstWritten].filter(([folded]) => !known.has(folded) && !slugs.has(folded) && isMappable(folded)),
    );
    if (runId !== null && unseen.size > 0) {
      for (const alias of await this.categories.addUnmapped(source.id, unseen))
        known.set(alias.folded, alias);
    }
    const staged: StagedCategory[] = labels.map((label) => {
      const alias = known.get(fold(label));
      return {
        label,
        aliasId: alias?.id ?? null,
        categoryId: alias?.categoryId ?? slugs.get(fold(label)) ?? null,
      };
    });
    await this.stage.defineCategories(staged);
    const unmapped = staged.filter(({ categoryId }) => categoryId === null).map(({ label }) => label);
    if (unmapped.length > 0) await this.reportUnmapped(unmapped, warnings);
  }

  private async reportUnmapped(unmapped: readonly string[], warnings: RemarkTally): Promise<void> {
    const { rows, examples } = await this.stage.countUnmapped(unmapped, EXAMPLES);
    const named = examples.map((label) => `"${label}"`).join(', ');
    const others = unmapped.length - examples.length;
    const message = `Rows went to otros, their categories are not known: ${named}${others > 0 ? ` and ${others} more` : ''}.`;
    warnings.add('category_unmapped', message, null, rows);
  }
}

function sum(before: Written, planned: PlanCounts): Written {
  return {
    created: before.created + planned.created,
    updated: before.updated + planned.updated,
    unchanged: before.unchanged + planned.unchanged,
    reactivated: before.reactivated + planned.reactivated,
    priceChanged: before.priceChanged + planned.price_changed,
    duplicates: before.duplicates,
  };
}
