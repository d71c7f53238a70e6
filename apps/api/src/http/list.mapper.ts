import type { ListPage, ListRequest } from '@app/database';
import { parseMoment } from '@app/kernel';
import { MixedPagingError, PageTooDeepError } from './list.errors';
import type { ListQueryDto } from './list-query.dto';

const USUAL_SIZE = 50;
const DEEPEST_ROW = 10_000;

/** Which part of a list an answer holds. */
export class PageBody {
  /** `null` in a walk by cursor. */
  readonly number: number | null;
  readonly size: number;
  readonly total: number;
  readonly count: 'exact' | 'estimated';
  readonly next_cursor: string | null;
}

/** A list as every door answers it. */
export interface ListBody<T> {
  readonly data: T[];
  readonly page: PageBody;
}

/**
 * What a query asks of a list.
 *
 * @param sort the name of an order, with `-` before it for descending
 * @throws MixedPagingError, PageTooDeepError
 */
export function toListRequest<Sort extends string>(
  query: ListQueryDto,
  sort: Sort | `-${Sort}`,
  orders: readonly Sort[],
): ListRequest<Sort> {
  const descending = sort.startsWith('-');
  const name = orders.find((one) => one === (descending ? sort.slice(1) : sort));
  if (name === undefined) throw new Error(`a list has no order ${sort}`);
  const walking = query.limit !== undefined || query.cursor !== undefined;
  if (walking && (query.page !== undefined || query.per_page !== undefined)) throw new MixedPagingError();
  if (walking) {
    return {
      sort: name,
      descending,
      size: query.limit ?? USUAL_SIZE,
      number: null,
      cursor: query.cursor ?? null,
    };
  }
  const size = query.per_page ?? USUAL_SIZE;
  const number = query.page ?? 1;
  if (number * size > DEEPEST_ROW) throw new PageTooDeepError();
  return { sort: name, descending, size, number, cursor: null };
}

/** The values that the parameter `sort` of a list may have. */
export function sortValues(orders: readonly string[]): string[] {
  return orders.flatMap((order) => [order, `-${order}`]);
}

/** A moment of a query whose form has been checked. */
export function toMoment(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : (parseMoment(text) ?? undefined);
}

/** A flag of a query whose form has been checked. */
export function toFlag(text: 'true' | 'false' | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true';
}

/** A part of a list with each of its rows mapped. */
export function toListBody<Row, T>(
  page: ListPage<Row>,
  request: ListRequest<string>,
  map: (row: Row) => T,
): ListBody<T> {
  return {
    data: page.items.map(map),
    page: {
      number: request.number,
      size: request.size,
      total: page.total,
      count: page.count,
      next_cursor: page.nextCursor,
    },
  };
}
