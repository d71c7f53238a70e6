import { Module } from '@nestjs/common';
import { BulkBatchesService } from './bulk/bulk-batches.service';
import { BulkJobsService } from './bulk/bulk-jobs.service';
import { BulkRunnerService } from './bulk/bulk-runner.service';
import { BulkSelectionsService } from './bulk/bulk-selections.service';
import { CategoriesService } from './categories/categories.service';
import { InstrumentsDataService } from './data/instruments-data.service';
import { BackgroundImportsService } from './import/background-imports.service';
import { ImportBookService } from './import/import-book.service';
import { ImportRequestsService } from './import/import-requests.service';
import { ImportReviewService } from './import/import-review.service';
import { ImportRunsService } from './import/import-runs.service';
import { ImportWriteService } from './import/import-write.service';
import { ImportService } from './import/import.service';
import { LegacySearchService } from './legacy-search/legacy-search.service';
import { ListingsService } from './listings/listings.service';
import { AliasesRepository } from './persistence/aliases.repository';
import { BulkChangesRepository } from './persistence/bulk-changes.repository';
import { BulkItemsRepository } from './persistence/bulk-items.repository';
import { BulkJobsRepository } from './persistence/bulk-jobs.repository';
import { CategoriesRepository } from './persistence/categories.repository';
import { FacetsRepository } from './persistence/facets.repository';
import { ImportApplyRepository } from './persistence/import-apply.repository';
import { ImportHistoryRepository } from './persistence/import-history.repository';
import { ImportRequestsRepository } from './persistence/import-requests.repository';
import { ImportReviewsRepository } from './persistence/import-reviews.repository';
import { ImportRunsRepository } from './persistence/import-runs.repository';
import { ImportStageRepository } from './persistence/import-stage.repository';
import { InstrumentsRepository } from './persistence/instruments.repository';
import { LegacySearchRepository } from './persistence/legacy-search.repository';
import { ListingsRepository } from './persistence/listings.repository';
import { OverviewRepository } from './persistence/overview.repository';
import { RecordRepository } from './persistence/record.repository';
import { SearchReferencesRepository } from './persistence/search-references.repository';
import { SearchRepository } from './persistence/search.repository';
import { SourcesRepository } from './persistence/sources.repository';
import { SuggestionsRepository } from './persistence/suggestions.repository';
import { InstrumentsService } from './record/instruments.service';
import { FacetPassesService } from './search/facet-passes.service';
import { RecordService } from './record/record.service';
import { FacetsService } from './search/facets.service';
import { InstrumentSearchService } from './search/instrument-search.service';
import { OverviewService } from './search/overview.service';
import { AmountsService } from './search/amounts.service';
import { ExportsService } from './search/exports.service';
import { SearchPagesService } from './search/search-pages.service';
import { SearchPartsService } from './search/search-parts.service';
import { SelectionsService } from './search/selections.service';
import { SuggestionsService } from './search/suggestions.service';
import { SeedService } from './seed/seed.service';
import { SourcesService } from './sources/sources.service';

/** Listings: bringing them in, keeping them current, finding them. */
@Module({
  providers: [
    BackgroundImportsService,
    AliasesRepository,
    BulkBatchesService,
    BulkChangesRepository,
    BulkItemsRepository,
    BulkJobsRepository,
    BulkJobsService,
    BulkRunnerService,
    BulkSelectionsService,
    CategoriesRepository,
    CategoriesService,
    FacetsRepository,
    FacetPassesService,
    FacetsService,
    ImportApplyRepository,
    ImportBookService,
    ImportHistoryRepository,
    ImportRequestsRepository,
    ImportRequestsService,
    ImportReviewService,
    ImportReviewsRepository,
    ImportRunsRepository,
    ImportRunsService,
    ImportService,
    ImportStageRepository,
    ImportWriteService,
    InstrumentsDataService,
    InstrumentSearchService,
    InstrumentsRepository,
    InstrumentsService,
    LegacySearchRepository,
    LegacySearchService,
    ListingsRepository,
    ListingsService,
    OverviewRepository,
    OverviewService,
    AmountsService,
    RecordRepository,
    RecordService,
    SearchPagesService,
    SearchPartsService,
    ExportsService,
    SearchReferencesRepository,
    SearchRepository,
    SeedService,
    SelectionsService,
    SourcesRepository,
    SourcesService,
    SuggestionsRepository,
    SuggestionsService,
  ],
  exports: [
    BackgroundImportsService,
    BulkJobsService,
    BulkRunnerService,
    CategoriesService,
    ExportsService,
    ImportRequestsService,
    ImportReviewService,
    ImportRunsService,
    ImportService,
    InstrumentsDataService,
    InstrumentSearchService,
    InstrumentsService,
    LegacySearchService,
    ListingsService,
    OverviewService,
    RecordService,
    SeedService,
    SourcesService,
    SuggestionsService,
  ],
})
export class InstrumentsModule {}
