import type { Client } from 'pg';
import type { TestApp } from './app';
import type { LegacyBody } from './listings';

/** A filter as a plain person would say it. */
export interface NaiveFilter {
  readonly name?: string | undefined;
  /** Slug of a canonical category. */
  readonly category?: string | undefined;
  readonly minPrice?: number | undefined;
  readonly maxPrice?: number | undefined;
}

/** The pattern of LIKE for a text as it stands. */
function contains(text: string): string {
  return `%${text.replaceAll('\\', '\\\\').replaceAll('%', '\\%').replaceAll('_', '\\_')}%`;
}

/**
 * What the old backend would find: a look at every listing of the record, nothing else.
 *
 * @param today `YYYY-MM-DD`
 * @returns ids, ascending
 */
export async function naiveSearch(
  database: Pick<Client, 'query'>,
  filter: NaiveFilter,
  today: string,
): Promise<number[]> {
  const { rows } = await database.query<{ id: number }>(
    `SELECT instrument.id::int FROM instrument JOIN category ON category.id = instrument.category_id
      WHERE status IN ('active', 'stale') AND (expires_on IS NULL OR expires_on >= $1::date)
        AND ($2::text IS NULL OR upper(instrument.name) LIKE upper($2))
        AND ($3::text IS NULL OR category.slug = $3)
        AND ($4::numeric IS NULL OR price >= $4) AND ($5::numeric IS NULL OR price <= $5)
      ORDER BY instrument.id`,
    [
      today,
      filter.name === undefined ? null : contains(filter.name),
      filter.category ?? null,
      filter.minPrice ?? null,
      filter.maxPrice ?? null,
    ],
  );
  return rows.map(({ id }) => id);
}

/** One page of the old search. */
export async function searchPage(
  api: TestApp,
  parameters: Readonly<Record<string, string | number | undefined>>,
): Promise<LegacyBody> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(key, String(value));
  }
  const response = await api.get(`/searchInstrument/?${query.toString()}`);
  if (response.statusCode !== 200) throw new Error(`${query.toString()}: ${response.statusCode}`);
  return response.json<LegacyBody>();
}

/** Walks through all pages by their `next`. @returns the count that each page told, and the ids in order */
export async function searchAll(
  api: TestApp,
  parameters: Readonly<Record<string, string | number | undefined>>,
): Promise<{ counts: number[]; ids: number[] }> {
  let page = await searchPage(api, parameters);
  const counts = [page.count];
  const ids = page.results.map(({ id }) => id);
  while (page.next !== null) {
    page = (await api.get(page.next.replace('http://localhost', ''))).json<LegacyBody>();
    counts.push(page.count);
    ids.push(...page.results.map(({ id }) => id));
  }
  return { counts, ids };
}
