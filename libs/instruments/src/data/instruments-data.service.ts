import { Injectable } from '@nestjs/common';
import { type DataModel, DataTables } from '@app/database';
import { aliasData, categoryData, sourceData } from '../persistence/catalogue-data';
import { instrumentData } from '../persistence/instrument-data';
import { ListingsRepository } from '../persistence/listings.repository';

/** Listings and what they are sorted by, as files of data hold them. */
@Injectable()
export class InstrumentsDataService {
  constructor(
    private readonly tables: DataTables,
    private readonly listings: ListingsRepository,
  ) {}

  /** In the order in which they refer to one another. */
  models(): readonly DataModel[] {
    return [
      this.tables.open(sourceData),
      this.tables.open(categoryData),
      this.tables.open(aliasData),
      this.tables.open(instrumentData),
    ];
  }

  /** After a great load, outside any transaction: searches are planned by what is there now. */
  async settle(): Promise<void> {
    await this.listings.vacuum();
  }
}
