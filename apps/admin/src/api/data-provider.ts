import type { DataProvider, RaRecord } from 'react-admin';
import { ask, type QueryValues } from './api';
import { type Door, doorOf } from './doors';
import { isRecord } from './problem';
import { session } from '../session/session';
import { trusted } from './trusted';
import { wholePage } from './whole-page';

/** Pages by number end at this row. */
export const DEEPEST_ROW = 10_000;

/** What the API says of a page. */
interface PageBody {
  readonly total: number | null;
  readonly count: 'exact' | 'estimated' | 'none';
}

/** What a list knows besides its rows. */
export interface ListMeta {
  /** All rows, also those that no page reaches. */
  readonly total: number;
  readonly isEstimated: boolean;
  /** What was searched for instead of words that nothing has. */
  readonly corrected?: string | null;
}

type Row = Record<string, unknown>;

/** The doors of the API as react-admin asks for them. */
export const dataProvider: DataProvider = {
  supportAbortSignal: true,

  getList: async (resource, { pagination, sort, filter, signal }) => {
    const door = doorOf(resource);
    const { page, perPage } = pagination ?? { page: 1, perPage: 50 };
    if (door.whole) {
      const filters: QueryValues = isRecord(filter) ? filter : {};
      const { body } = await ask(door.path, { signal });
      const rows = trusted<{ data: Row[] }>(body).data.map((row) => recordOf(door, row));
      const part = wholePage(rows, filters, sort, page, perPage);
      return { data: trusted(part.rows), total: part.total, meta: exact(part.total) };
    }
    const query = {
      ...listQuery(door, filter, sort),
      per_page: perPage,
    };
    const deepest = Math.floor(DEEPEST_ROW / perPage);
    const fetchPage = async (number: number) =>
      trusted<{ data: Row[]; page: PageBody; meta?: { corrected?: string | null } }>(
        (await ask(door.path, { query: { ...query, page: number }, signal })).body,
      );
    let answer = await fetchPage(Math.min(page, deepest));
    const all = answer.page.total ?? answer.data.length;
    const total = Math.min(all, deepest * perPage);
    // a page beyond the last one shows the last one, which react-admin then goes to
    if (answer.data.length === 0 && total > 0) answer = await fetchPage(Math.ceil(total / perPage));
    return {
      data: trusted(answer.data.map((row) => recordOf(door, row))),
      total,
      meta: {
        total: all,
        isEstimated: answer.page.count === 'estimated',
        corrected: answer.meta?.corrected ?? null,
      },
    };
  },

  getOne: async (resource, { id, signal }) => {
    const door = doorOf(resource);
    if (door.whole && !door.alone) {
      const rows = await wholeList(door, signal);
      return { data: trusted(rows.find((row) => row.id === id)) };
    }
    const isInside = door.inside !== undefined && mayView(door);
    const path = isInside ? `${door.inside}/${encodeURIComponent(String(id))}` : pathOf(door, id);
    const { body, headers } = await ask(path, { signal });
    return { data: trusted(recordOf(door, trusted<Row>(body), headers.get('ETag'))) };
  },

  getMany: async (resource, { ids: wanted, signal }) => {
    const door = doorOf(resource);
    const ids = trusted<readonly (string | number)[]>(wanted);
    const rows = door.whole
      ? (await wholeList(door, signal)).filter(({ id }) => ids.includes(id))
      : await Promise.all(
          ids.map(async (id) => recordOf(door, trusted<Row>((await ask(pathOf(door, id), { signal })).body))),
        );
    return { data: trusted(rows) };
  },

  getManyReference: async (resource, { target, id, pagination, sort, filter, signal }) =>
    dataProvider.getList(resource, { pagination, sort, filter: { ...filter, [target]: id }, signal }),

  create: async (resource, { data }) => {
    const door = doorOf(resource);
    const { body, headers } = await ask(door.path, { method: 'POST', body: trusted<object>(data) });
    return { data: trusted(recordOf(door, trusted<Row>(body), headers.get('ETag'))) };
  },

  update: async (resource, { id: wanted, data, previousData }) => {
    const door = doorOf(resource);
    const id = trusted<string | number>(wanted);
    const before = trusted<Row>(previousData ?? {});
    const changes = changedFields(door, trusted<Row>(data), before);
    if (Object.keys(changes).length === 0) return { data: trusted({ ...before, id }) };
    const headers = versionOf(door, before);
    const answer = await ask(pathOf(door, id), { method: 'PATCH', body: changes, headers });
    const fresh = recordOf(door, trusted<Row>(answer.body), answer.headers.get('ETag'));
    // some doors answer less than they show: what they leave out has not changed
    return { data: trusted({ ...before, ...fresh }) };
  },

  updateMany: () => Promise.reject(new Error('nothing is changed by the dozen here')),

  delete: async (resource, { id, previousData }) => {
    const door = doorOf(resource);
    await ask(pathOf(door, id), {
      method: 'DELETE',
      headers: versionOf(door, trusted<Row>(previousData ?? {})),
    });
    return { data: trusted(previousData ?? { id }) };
  },

  deleteMany: async (resource, { ids }) => {
    const door = doorOf(resource);
    for (const id of ids) await ask(pathOf(door, id), { method: 'DELETE' });
    return { data: ids };
  },
};

function mayView({ model }: Door): boolean {
  const codename = model.replace('.', '.view_');
  return session.current().profile?.permissions.includes(codename) ?? false;
}

/** Where one record is. */
export function pathOf(door: Door, id: string | number): string {
  return `${door.path}/${encodeURIComponent(String(id))}`;
}

/** What a list is asked for, whatever part of it. */
export function listQuery(
  door: Door,
  filter: unknown,
  sort: { readonly field: string; readonly order: string } | undefined,
): QueryValues {
  const chosen = Object.entries(isRecord(filter) ? filter : {}).filter(
    ([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return {
    ...door.usual,
    ...Object.fromEntries(chosen),
    // in any other order the list comes as the API likes it
    ...(sort && door.sorts?.includes(sort.field) ? { sort: orderOf(door, sort) } : {}),
  };
}

function orderOf(door: Door, { field, order }: { readonly field: string; readonly order: string }): string {
  return door.oneWay?.[field] ?? `${order === 'DESC' ? '-' : ''}${field}`;
}

async function wholeList(door: Door, signal: AbortSignal | undefined): Promise<RaRecord[]> {
  const { body } = await ask(door.path, { signal });
  return trusted<{ data: Row[] }>(body).data.map((row) => recordOf(door, row));
}

/** A row with the `id` that react-admin wants, and the version that it was read in. */
function recordOf(door: Door, row: Row, version: string | null = null): RaRecord {
  const key = door.key ?? 'id';
  const id =
    typeof key === 'string' ? trusted<string | number>(row[key]) : idOf(key.map((name) => row[name]));
  return { ...row, id, ...(version === null ? {} : { _version: version }) };
}

/** What only several values together name. */
function idOf(values: readonly unknown[]): string {
  return values.map(String).join('/');
}

function versionOf(door: Door, record: Row): Record<string, string> {
  const version = record['_version'];
  return door.versioned && typeof version === 'string' ? { 'If-Match': version } : {};
}

function changedFields(door: Door, data: Row, before: Row): Row {
  return Object.fromEntries(
    (door.editable ?? [])
      .filter((field) => field in data && JSON.stringify(data[field]) !== JSON.stringify(before[field]))
      .map((field) => [field, data[field]]),
  );
}

function exact(total: number): ListMeta {
  return { total, isEstimated: false };
}
