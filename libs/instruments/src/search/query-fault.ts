/** What can be wrong with a query; docs/errors.md explains each. */
export const QUERY_FAULT_CODES = [
  'parameter_unknown',
  'parameter_repeated',
  'parameters_too_many',
  'parameter_array',
  'encoding_invalid',
  'characters_forbidden',
  'value_empty',
  'value_unknown',
  'value_too_long',
  'values_too_many',
  'flag_invalid',
  'integer_invalid',
  'integer_out_of_range',
  'amount_invalid',
  'amount_out_of_range',
  'moment_invalid',
  'moment_impossible',
  'moment_out_of_range',
  'name_without_letters',
  'range_empty',
  'search_too_long',
  'search_without_words',
  'search_too_many_words',
  'sort_needs_search',
  'paging_mixed',
  'page_too_deep',
  'cursor_broken',
  'cursor_foreign',
] as const;

/** A code of a fault. */
export type QueryFaultCode = (typeof QUERY_FAULT_CODES)[number];

/** One thing that is wrong with a query. */
export interface QueryFault {
  /** As it came, cut to a length that can be shown. */
  readonly parameter: string;
  readonly code: QueryFaultCode;
  /** Of a list: the value that is meant, cut to a length that can be shown. */
  readonly value?: string;
  /** The values that it may have, where they are a closed set. */
  readonly allowed?: readonly string[];
  /** What was probably meant. */
  readonly suggestion?: string;
  /** Figures and names for the sentence. */
  readonly params?: Readonly<Record<string, string | number>>;
}
