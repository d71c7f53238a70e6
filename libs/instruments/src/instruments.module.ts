import { Module } from '@nestjs/common';
import { CategoriesService } from './categories/categories.service';
import { InstrumentsDataService } from './data/instruments-data.service';
import { BackgroundImportsService } from './import/background-imports.service';
import { ImportBookService } from './import/import-book.service';
import { ImportRequestsService } from './import/import-requests.service';
import { ImportRunsService } from './import/import-runs.service';
import { ImportWriteService } from './import/import-write.service';
import { ImportService } from './import/import.service';
import { LegacySearchService } from './legacy-search/legacy-search.service';
import { ListingsService } from './listings/listings.service';
import { CategoriesRepository } from './persistence/categories.repository';
import { ImportApplyRepository } from './persistence/import-apply.repository';
import { ImportHistoryRepository } from './persistence/import-history.repository';
import { ImportRequestsRepository } from './persistence/import-requests.repository';
import { ImportRunsRepository } from './persistence/import-runs.repository';
import { ImportStageRepository } from './persistence/import-stage.repository';
import { InstrumentsRepository } from './persistence/instruments.repository';
import { LegacySearchRepository } from './persistence/legacy-search.repository';
import { ListingsRepository } from './persistence/listings.repository';
import { SourcesRepository } from './persistence/sources.repository';
import { InstrumentsService } from './record/instruments.service';
import { SeedService } from './seed/seed.service';
import { SourcesService } from './sources/sources.service';

/** Listings: bringing them in, keeping them current, finding them. */
@Module({
  providers: [
    BackgroundImportsService,
    CategoriesRepository,
    CategoriesService,
    ImportApplyRepository,
    ImportBookService,
    ImportHistoryRepository,
    ImportRequestsRepository,
    ImportRequestsService,
    ImportRunsRepository,
    ImportRunsService,
    ImportService,
    ImportStageRepository,
    ImportWriteService,
    InstrumentsDataService,
    InstrumentsRepository,
    InstrumentsService,
    LegacySearchRepository,
    LegacySearchService,
    ListingsRepository,
    ListingsService,
    SeedService,
    SourcesRepository,
    SourcesService,
  ],
  exports: [
    BackgroundImportsService,
    CategoriesService,
    ImportRequestsService,
    ImportRunsService,
    ImportService,
    InstrumentsDataService,
    InstrumentsService,
    LegacySearchService,
    ListingsService,
    SeedService,
    SourcesService,
  ],
})
export class InstrumentsModule {}
