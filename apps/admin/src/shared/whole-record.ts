/**
 * Asks for the record itself, whatever a list has shown of it: rows say less, and without the version. The same for both,
 * or a change would go into another place than it is read from.
 */
export const WHOLE_RECORD = {
  queryOptions: { meta: { whole: true } },
  mutationOptions: { meta: { whole: true } },
};
