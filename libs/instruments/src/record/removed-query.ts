import { readMoment } from '../search/moment';
import type { QueryFault } from '../search/query-fault';
import { readQueryString, unknownName } from '../search/query-string';
import type { RemovedFilter } from './record';

const NAMES = {
  source: 'source',
  category: 'category',
  q: 'search',
  removed_since: 'since',
  removed_until: 'until',
} as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST = 200;

/**
 * Reads a query of the list of removed listings, as it stands behind the question mark; its order does not matter here.
 *
 * @returns what is asked for, and every fault
 */
export function readRemovedQuery(text: string): {
  readonly filter: RemovedFilter;
  readonly faults: readonly QueryFault[];
} {
  const { pairs, faults } = readQueryString(text);
  const filter: { -readonly [Name in keyof RemovedFilter]: RemovedFilter[Name] } = {};
  for (const [name, value] of pairs) {
    if (name === 'sort') continue;
    if (!isName(name)) faults.push(unknownName(name, [...Object.keys(NAMES), 'sort']));
    else if (filter[NAMES[name]] !== undefined) faults.push({ parameter: name, code: 'parameter_repeated' });
    else if (value === '') faults.push({ parameter: name, code: 'value_empty' });
    else if (value.length > LONGEST) faults.push({ parameter: name, code: 'value_too_long' });
    else if (isDay(name) && !(DAY.test(value) && readMoment(value))) {
      faults.push({ parameter: name, code: 'moment_invalid' });
    } else filter[NAMES[name]] = value;
  }
  return { filter, faults };
}

function isName(text: string): text is keyof typeof NAMES {
  return Object.hasOwn(NAMES, text);
}

function isDay(name: keyof typeof NAMES): boolean {
  return name === 'removed_since' || name === 'removed_until';
}
