import { nearest } from './nearest';
import { nameHere } from './other-names';
import type { QueryFault } from './query-fault';

/** A parameter as it came, decoded. */
export type Pair = readonly [name: string, value: string];

const MOST_PARAMETERS = 60;
const LONGEST_SHOWN = 60;
const LONGEST_TEXT = 200;
/** Tab and line ends are white space; whatever else controls something has no place in a query. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Takes a query string apart, strictly: what is not UTF-8, not encoded as RFC 3986 says, or holds control characters is
 * a fault.
 *
 * @param text what stands after the question mark, one character a byte, as Node hands it on
 */
export function readQueryString(text: string): { pairs: Pair[]; faults: QueryFault[] } {
  const pairs: Pair[] = [];
  const faults: QueryFault[] = [];
  const parts = text.split('&').filter((part) => part !== '');
  if (parts.length > MOST_PARAMETERS) {
    const params = { most: MOST_PARAMETERS, given: parts.length };
    return { pairs, faults: [{ parameter: '', code: 'parameters_too_many', params }] };
  }
  for (const part of parts) {
    const [rawName = '', ...rest] = part.split('=');
    const name = decode(rawName);
    const value = decode(rest.join('='));
    const shown = shorten(name ?? rawName);
    if (name === null || value === null) faults.push({ parameter: shown, code: 'encoding_invalid' });
    else if (FORBIDDEN.test(name) || FORBIDDEN.test(value)) {
      faults.push({ parameter: shown, code: 'characters_forbidden' });
    } else pairs.push([name, value]);
  }
  return { pairs, faults };
}

/**
 * Reads the query of a door that takes a text `q`, or nothing at all.
 *
 * @returns the text, empty where none is taken, or every fault
 */
export function readSmallQuery(query: string, takes: 'q' | 'nothing'): string | QueryFault[] {
  const { pairs, faults } = readQueryString(query);
  const allowed = takes === 'q' ? ['q'] : [];
  const unknown = new Set(pairs.flatMap(([name]) => (allowed.includes(name) ? [] : [name])));
  for (const name of unknown) faults.push(unknownName(name, allowed));
  const [text = '', ...more] = pairs.flatMap(([name, value]) => (name === 'q' ? [value] : []));
  const given = Array.from(text).length;
  if (more.length > 0) faults.push({ parameter: 'q', code: 'parameter_repeated' });
  if (given > LONGEST_TEXT) {
    faults.push({ parameter: 'q', code: 'search_too_long', params: { most: LONGEST_TEXT, given } });
  }
  if (takes === 'q' && text.trim() === '' && faults.length === 0)
    faults.push({ parameter: 'q', code: 'value_empty' });
  return faults.length > 0 ? faults : text;
}

/** A name that a door does not take. */
export function unknownName(name: string, allowed: readonly string[]): QueryFault {
  const bare = name.replace(/\[[^\]]*\]$/, '');
  if (bare !== name && allowed.some((one) => one === bare)) {
    return { parameter: shorten(name), code: 'parameter_array', suggestion: bare };
  }
  const suggestion = nameHere(name, allowed) ?? nearest(name, allowed);
  return {
    parameter: shorten(name),
    code: 'parameter_unknown',
    allowed,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** A name as an answer may repeat it: without control characters, and not without end. */
export function shorten(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd');
  return visible.length <= LONGEST_SHOWN ? visible : `${visible.slice(0, LONGEST_SHOWN)}…`;
}

function decode(text: string): string | null {
  if (/%(?![0-9a-f]{2})/i.test(text)) return null;
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return null;
  }
}
