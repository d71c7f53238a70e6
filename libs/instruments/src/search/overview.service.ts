import { Injectable } from '@nestjs/common';
import { OverviewRepository } from '../persistence/overview.repository';
import type { CategoryOverview, NameOverview, Overview, SourceOverview } from './overview';
import type { References } from './references';

/** Names that an overview lists. */
const MOST_NAMES = 100;

/** What there is to choose from, with live numbers. */
@Injectable()
export class OverviewService {
  constructor(private readonly overview: OverviewRepository) {}

  /** The categories in their order, with active listings. */
  async categories(today: string): Promise<CategoryOverview[]> {
    return this.overview.categories(today);
  }

  /** The sources by slug, with active listings and the day of their last import. */
  async sources({ sources }: References, today: string): Promise<SourceOverview[]> {
    const counts = await this.overview.countByFilter('s', today);
    const imports = await this.overview.lastImports();
    return sources.map(({ id, slug, name }) => ({
      slug,
      name,
      listings: counts.get(id) ?? 0,
      lastImportAt: imports.get(id) ?? null,
    }));
  }

  /** Brands and places that most listings have, and the bounds of prices. */
  async choices(): Promise<Overview> {
    const [brands, locations] = await Promise.all([this.names('brand'), this.names('location')]);
    return { brands, locations, price: await this.overview.priceBounds() };
  }

  private names(kind: 'brand' | 'location'): Promise<NameOverview[]> {
    return this.overview.names(kind, MOST_NAMES);
  }
}
