import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { type ListPage, type ListRequest, Transactions } from '@app/database';
import { fold } from '../import/fold';
import { AliasesRepository } from '../persistence/aliases.repository';
import { CategoriesRepository } from '../persistence/categories.repository';
import type { Source } from '../sources/source';
import { SourcesService } from '../sources/sources.service';
import {
  type AliasFilter,
  type AliasOrder,
  type AliasRecord,
  type Category,
  type CategoryMeaning,
  type CategoryStatus,
  isMappable,
  type MappingOutcome,
  OTHER_CATEGORY,
  type UnmappedLabel,
} from './category';
import { CategoryLabelError, UnknownCategoryError } from './categories.errors';

/** The canonical categories, and what the words of the sites mean in them. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly categories: CategoriesRepository,
    private readonly spellings: AliasesRepository,
    private readonly sources: SourcesService,
    private readonly audit: AuditService,
  ) {}

  /** All categories with their listings and spellings. */
  async list(): Promise<CategoryStatus[]> {
    const listings = await this.categories.countListings();
    const aliases = await this.categories.countAliases();
    return (await this.categories.findAll()).map((category) => ({
      ...category,
      listings: listings.get(category.id) ?? 0,
      aliases: aliases.get(category.id) ?? 0,
    }));
  }

  /** Spellings in `otros` that nobody has mapped yet. @param most of them, those with most listings; `null`: all */
  unmapped(most: number | null = null): Promise<UnmappedLabel[]> {
    return this.categories.findUnmapped(most);
  }

  /** A part of all spellings. @throws InvalidCursorError */
  aliases(filter: AliasFilter, request: ListRequest<AliasOrder>): Promise<ListPage<AliasRecord>> {
    return this.spellings.findPage(filter, request);
  }

  /** @throws UnknownCategoryError naming the categories there are */
  async find(slug: string): Promise<Category> {
    const all = await this.categories.findAll();
    const category = all.find((candidate) => candidate.slug === fold(slug));
    if (!category)
      throw new UnknownCategoryError(
        slug,
        all.map((known) => known.slug),
      );
    return category;
  }

  /**
   * The category that a spelling means for a source.
   *
   * @throws UnknownCategoryError when it means none
   */
  async resolve(text: string, sourceId: number): Promise<Category> {
    const { categoryId } = await this.lookUp(text, sourceId);
    const all = await this.categories.findAll();
    return all.find(({ id }) => id === categoryId) ?? this.find(text);
  }

  /**
   * What a spelling means for a source.
   *
   * @throws UnknownCategoryError when it means no category, or nobody has said yet which
   */
  async meaningOf(text: string, sourceId: number): Promise<CategoryMeaning> {
    const { aliasId, categoryId } = await this.lookUp(text, sourceId);
    return { aliasId, categoryId: categoryId ?? (await this.find(text)).id };
  }

  /** The same; what means nothing yet is remembered for a person to map, and is `otros` until then. */
  async meaningToRemember(text: string, sourceId: number): Promise<CategoryMeaning> {
    const { aliasId, categoryId } = await this.lookUp(text, sourceId);
    const folded = fold(text);
    if (aliasId !== null || categoryId !== null || !isMappable(folded)) {
      return { aliasId, categoryId: categoryId ?? OTHER_CATEGORY };
    }
    const [alias] = await this.categories.addUnmapped(sourceId, new Map([[folded, text]]));
    return { aliasId: alias?.id ?? null, categoryId: alias?.categoryId ?? OTHER_CATEGORY };
  }

  /**
   * Says what a spelling means, from now on and for the listings that have it already.
   *
   * @param label as a site writes it; case and accents do not matter
   * @param source only there; `null`: everywhere that has no meaning of its own for it
   * @throws UnknownCategoryError, UnknownSourceError, CategoryLabelError
   */
  async map(label: string, categorySlug: string, source: string | null): Promise<MappingOutcome> {
    const { folded, category, only } = await this.orderOf(label, categorySlug, source);
    return this.transactions.run(async () => {
      await this.categories.takeTime();
      await this.categories.saveAlias(only?.id ?? null, folded, label.trim(), category.id);
      if (!only) await this.categories.mapUnmapped(folded, category.id);
      const entry = await this.audit.reserve();
      const labels = await this.labelsWithoutAlias(folded);
      const moved = await this.categories.moveListings(folded, labels, entry);
      await this.audit.record({
        id: entry,
        action: 'category.mapped',
        object: { type: 'category', id: category.slug },
        details: { label: label.trim(), source: only?.slug ?? null, listings: moved },
      });
      return { category: category.slug, sources: only ? [only.slug] : [], moved };
    });
  }

  /** How many listings {@link map} would move; changes nothing. @throws as it does */
  async preview(label: string, categorySlug: string, source: string | null): Promise<number> {
    const { folded, category, only } = await this.orderOf(label, categorySlug, source);
    const labels = await this.labelsWithoutAlias(folded);
    return this.spellings.countMoves(folded, labels, category.id, only?.id ?? null);
  }

  private async orderOf(
    label: string,
    categorySlug: string,
    source: string | null,
  ): Promise<{ readonly folded: string; readonly category: Category; readonly only: Source | null }> {
    const folded = fold(label);
    if (!isMappable(folded)) throw new CategoryLabelError();
    const category = await this.find(categorySlug);
    return { folded, category, only: source === null ? null : await this.sources.find(source) };
  }

  /** As an import does it: an alias before the slug of a category. */
  private async lookUp(
    text: string,
    sourceId: number,
  ): Promise<{ readonly aliasId: number | null; readonly categoryId: number | null }> {
    const [alias] = await this.categories.findAliases(sourceId, [fold(text)]);
    const named = (await this.categories.findAll()).find(({ slug }) => slug === fold(text));
    return { aliasId: alias?.id ?? null, categoryId: alias?.categoryId ?? named?.id ?? null };
  }

  private async labelsWithoutAlias(folded: string): Promise<string[]> {
    const category = (await this.categories.findAll()).find(({ slug }) => slug === folded);
    const labels = category ? await this.categories.findLabelsWithoutAlias(category.id) : [];
    return labels.filter((label) => fold(label) === folded);
  }
}
