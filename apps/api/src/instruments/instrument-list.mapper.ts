import { DEEPEST_ROW, type InstrumentQuery, queryString, type SearchAnswer } from '@app/instruments';
import { toFacetsBody } from './facets.mapper';
import { toInstrumentBody } from './instruments.mapper';
import { pickFields } from './listing-table';

const PATH = '/api/v1/instruments';

/** Where other parts of a list are; `null`: there is none. */
export interface PageLinks {
  readonly first: string | null;
  readonly prev: string | null;
  readonly next: string | null;
  readonly last: string | null;
}

/** The other parts of the list. Links are paths on this server; who asked by number walks on by cursor at row 10,000. */
export function linksOf(answer: SearchAnswer): PageLinks {
  const { query } = answer;
  const link = (changes: Parameters<typeof queryString>[1]): string => {
    const text = queryString(query.given, changes);
    return text === '' ? PATH : `${PATH}?${text}`;
  };
  const { part } = query;
  if ('after' in part) {
    const next =
      answer.nextCursor === null ? null : link({ limit: String(part.size), cursor: answer.nextCursor });
    return { first: link({ limit: String(part.size), cursor: null }), prev: null, next, last: null };
  }
  const { number, size } = part;
  const page = (n: number): string => link({ page: n === 1 ? null : String(n) });
  const deepest = Math.floor(DEEPEST_ROW / size);
  const pages = pagesOf(query, answer);
  const byCursor = { page: null, per_page: null, limit: String(size), cursor: answer.nextCursor };
  return {
    first: page(1),
    prev: number > 1 ? page(Math.min(number - 1, pages === null ? number - 1 : Math.max(pages, 1))) : null,
    next: !answer.more ? null : number < deepest ? page(number + 1) : link(byCursor),
    last:
      pages === null || answer.total.count !== 'exact' || pages > deepest ? null : page(Math.max(pages, 1)),
  };
}

/** The links as a header (RFC 8288); none at all is no header. */
export function linkHeader(links: PageLinks): string {
  return Object.entries(links)
    .flatMap(([rel, url]: [string, unknown]) => (typeof url === 'string' ? [`<${url}>; rel="${rel}"`] : []))
    .join(', ');
}

/** The answer of the list. */
export function toListBody(answer: SearchAnswer, links: PageLinks): object {
  const { query } = answer;
  const { part } = query;
  return {
    data: answer.items.map((item) => pickFields(toInstrumentBody(item), query.fields)),
    page: {
      number: 'number' in part ? part.number : null,
      size: part.size,
      total: answer.total.total,
      total_pages: pagesOf(query, answer),
      count: answer.total.count,
      next: links.next,
      prev: links.prev,
      next_cursor: answer.nextCursor,
    },
    ...(answer.facets === null ? {} : { facets: toFacetsBody(answer.facets) }),
    meta: {
      dataset_version: Number(answer.version),
      corrected: answer.corrected,
      warnings: answer.warnings,
    },
  };
}

function pagesOf({ part }: InstrumentQuery, { total }: SearchAnswer): number | null {
  return total.total === null || 'after' in part ? null : Math.ceil(total.total / part.size);
}
