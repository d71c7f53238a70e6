export {
  type BulkAction,
  bulkActions,
  type BulkFailure,
  type BulkFailureCode,
  bulkFailureCodes,
  type BulkJob,
  bulkJobOrders,
  type BulkOrder,
  type BulkPreview,
  type ChosenListing,
  type BulkState,
  bulkStates,
  bulkStatuses,
  MOST_UNCONFIRMED,
} from './bulk/bulk-job';
export { BulkJobsService } from './bulk/bulk-jobs.service';
export { BulkRunnerService } from './bulk/bulk-runner.service';
export { UnknownCategoryError } from './categories/categories.errors';
export {
  type AliasOrder,
  aliasOrders,
  type AliasRecord,
  type CategoryStatus,
  type UnmappedLabel,
} from './categories/category';
export { CategoriesService } from './categories/categories.service';
export { InstrumentsDataService } from './data/instruments-data.service';
export { BackgroundImportsService } from './import/background-imports.service';
export { errorsCsv, type RejectedRow } from './import/errors-csv';
export { CURRENCY_CODES } from './import/currency';
export { IMPORT_CODES, type ImportCode } from './import/import-codes';
export { type ImportReasonCode, importReasonCodes, readReason } from './import/import-reason';
export { type ImportRemark, type ImportReport, type ImportState, importStates } from './import/import-report';
export type { RequestKey, UploadOrder } from './import/import-request';
export { ImportReviewService } from './import/import-review.service';
export { ImportRequestsService } from './import/import-requests.service';
export { type ImportRun, type ImportRunDetails, importRunOrders } from './import/import-run';
export { SourceBusyError } from './import/import-run.errors';
export { ImportRunsService } from './import/import-runs.service';
export { ImportService } from './import/import.service';
export { FileIntake } from './import/intake';
export { readScrapedFile, type ScrapedFormat } from './import/scraped-file';
export { InstrumentsModule } from './instruments.module';
export type { LegacyFilter } from './legacy-search/legacy-query';
export { parseLegacyPage, parsePriceBound } from './legacy-search/legacy-query';
export { InvalidPageError } from './legacy-search/legacy-search.errors';
export { type LegacyPage, LegacySearchService } from './legacy-search/legacy-search.service';
export { ListingsService } from './listings/listings.service';
export type { Instrument, InstrumentCells } from './record/instrument';
export type { InstrumentFault } from './record/instrument-draft';
export { InstrumentInvalidError, LinkTakenError } from './record/instruments.errors';
export { InstrumentsService } from './record/instruments.service';
export { type PinnableField, pinnableFields } from './record/pins';
export {
  type PriceChange,
  type RecordedInstrument,
  type RemovedInstrument,
  type RemovedOrder,
  removedOrders,
} from './record/record';
export { RecordService } from './record/record.service';
export type { FacetCounts, PriceFacet } from './search/facets';
export type { InstrumentQuery } from './search/instrument-query';
export { queryString } from './search/instrument-query';
export { type ExportFacts, ExportsService } from './search/exports.service';
export { InstrumentSearchService, type ListingsState } from './search/instrument-search.service';
export { QUERY_FAULT_CODES, type QueryFault, type QueryFaultCode } from './search/query-fault';
export type { PreparedSearch, SearchAnswer, SearchWarning } from './search/search-answer';
export { InstrumentQueryError } from './search/search.errors';
export type { CategoryOverview, NameOverview, Overview, SourceOverview } from './search/overview';
export { OverviewService } from './search/overview.service';
export {
  DEEPEST_ROW,
  DOOR_PARAMETERS,
  type Field,
  FIELDS,
  PARAMETERS,
  type ParameterKind,
  type ParameterSpec,
} from './search/query-parameters';
export { SuggestionsService } from './search/suggestions.service';
export { SeedService } from './seed/seed.service';
export type { SourceAge, SourceSettings, SourceStatus } from './sources/source';
export { type PriceHabit, priceHabits } from './import/price';
export { SourcesService } from './sources/sources.service';
