/** SQL that is true of an `instrument` whose category nobody has fixed. */
export const CATEGORY_IS_FREE = `('category' = ANY (instrument.pinned)) IS NOT TRUE`;
