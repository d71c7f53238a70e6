import { SourcesAndCategories1795219200000 } from './1795219200000-sources-and-categories';
import { CategoryAliases1795219200001 } from './1795219200001-category-aliases';
import { InstrumentsAndImports1795219200002 } from './1795219200002-instruments-and-imports';
import { ListedInstruments1795219200003 } from './1795219200003-listed-instruments';
import { UsersGroupsPermissions1795305600000 } from './1795305600000-users-groups-permissions';
import { SessionsAndTokens1795305600001 } from './1795305600001-sessions-and-tokens';
import { Audit1795392000000 } from './1795392000000-audit';
import { GrantedPermissions1795392000001 } from './1795392000001-granted-permissions';
import { SignInThrottle1795392000002 } from './1795392000002-sign-in-throttle';
import { ApiKeys1795392000003 } from './1795392000003-api-keys';
import { AccountLinks1795392000004 } from './1795392000004-account-links';
import { Outbox1795392000005 } from './1795392000005-outbox';
import { JobSuccess1795392000006 } from './1795392000006-job-success';
import { TokenLists1795392000007 } from './1795392000007-token-lists';
import { UserSearch1795392000008 } from './1795392000008-user-search';
import { ImportRequests1795392000009 } from './1795392000009-import-requests';
import { LegacyHashes1795392000010 } from './1795392000010-legacy-hashes';
import { PasswordChangedAt1795392000011 } from './1795392000011-password-changed-at';
import { SearchDocuments1795478400000 } from './1795478400000-search-documents';
import { VersionedReferences1795478400001 } from './1795478400001-versioned-references';
import { FacetCounters1795564800000 } from './1795564800000-facet-counters';
import { FasterWrites1795564800001 } from './1795564800001-faster-writes';
import { BulkJobs1795564800002 } from './1795564800002-bulk-jobs';
import { PinnedFields1795564800003 } from './1795564800003-pinned-fields';
import { RemovedInstruments1795564800004 } from './1795564800004-removed-instruments';
import { ImportReview1795564800005 } from './1795564800005-import-review';
import { SavedFilters1795651200000 } from './1795651200000-saved-filters';
import { SetsVersion1795651200001 } from './1795651200001-sets-version';
import { SpellingsByStatus1795651200010 } from './1795651200010-spellings-by-status';
import { ChosenListings1795651200020 } from './1795651200020-chosen-listings';
import { PriceFacets1795651200021 } from './1795651200021-price-facets';
import { LivesOfTokens1795651200030 } from './1795651200030-lives-of-tokens';
import { DottedAbbreviations1795651200031 } from './1795651200031-dotted-abbreviations';
import { SimilarNames1795651200035 } from './1795651200035-similar-names';
import { PermissionsWithoutDoor1795651200036 } from './1795651200036-permissions-without-door';
import { CategoryPrices1795651200038 } from './1795651200038-category-prices';
import { PricesDivided1795651200039 } from './1795651200039-prices-divided';
import { JobRuns1795651200040 } from './1795651200040-job-runs';
import { PreviousCurrency1795651200041 } from './1795651200041-previous-currency';
import { DropsWithinCurrency1795651200042 } from './1795651200042-drops-within-currency';
import { OneTableOfJobs1795651200046 } from './1795651200046-one-table-of-jobs';
import { SourcesWatchedSince1795651200047 } from './1795651200047-sources-watched-since';
import { MappingsOfListings1795651200048 } from './1795651200048-mappings-of-listings';

/** Every migration, oldest first: a list and not a glob, so that source, build and tests run the same ones. */
export const migrations = [
  SourcesAndCategories1795219200000,
  CategoryAliases1795219200001,
  InstrumentsAndImports1795219200002,
  ListedInstruments1795219200003,
  UsersGroupsPermissions1795305600000,
  SessionsAndTokens1795305600001,
  Audit1795392000000,
  GrantedPermissions1795392000001,
  SignInThrottle1795392000002,
  ApiKeys1795392000003,
  AccountLinks1795392000004,
  Outbox1795392000005,
  JobSuccess1795392000006,
  TokenLists1795392000007,
  UserSearch1795392000008,
  ImportRequests1795392000009,
  LegacyHashes1795392000010,
  PasswordChangedAt1795392000011,
  SearchDocuments1795478400000,
  VersionedReferences1795478400001,
  FacetCounters1795564800000,
  FasterWrites1795564800001,
  BulkJobs1795564800002,
  PinnedFields1795564800003,
  RemovedInstruments1795564800004,
  ImportReview1795564800005,
  SavedFilters1795651200000,
  SetsVersion1795651200001,
  SpellingsByStatus1795651200010,
  ChosenListings1795651200020,
  PriceFacets1795651200021,
  LivesOfTokens1795651200030,
  DottedAbbreviations1795651200031,
  SimilarNames1795651200035,
  PermissionsWithoutDoor1795651200036,
  CategoryPrices1795651200038,
  PricesDivided1795651200039,
  JobRuns1795651200040,
  PreviousCurrency1795651200041,
  DropsWithinCurrency1795651200042,
  OneTableOfJobs1795651200046,
  SourcesWatchedSince1795651200047,
  MappingsOfListings1795651200048,
];
