/**
 * Keys of the advisory locks of the whole product, together so that no two works share one by accident. Locks of two
 * numbers (an import of a source, turns of a user) cannot meet these.
 */
export const ADVISORY_LOCKS = {
  migration: 7_272_740_001,
  permissionSync: 7_272_740_002,
  purge: 7_272_740_003,
  dropFolder: 7_272_740_004,
  bulkJobs: 7_272_740_005,
} as const;
