/** A list that is here as a whole: the part of it that is asked for. */
export function wholePage<Row extends Record<string, unknown>>(
  rows: readonly Row[],
  filters: Readonly<Record<string, unknown>>,
  sort: { readonly field: string; readonly order: string } | undefined,
  page: number,
  perPage: number,
): { rows: Row[]; total: number } {
  const wanted = typeof filters['q'] === 'string' ? fold(filters['q']) : '';
  const found = rows.filter((row) => wanted === '' || fold(JSON.stringify(row)).includes(wanted));
  const direction = sort?.order === 'DESC' ? -1 : 1;
  const sorted =
    sort && found.some((row) => sort.field in row)
      ? [...found].sort((a, b) => direction * compare(a[sort.field], b[sort.field]))
      : found;
  return { rows: sorted.slice((page - 1) * perPage, page * perPage), total: found.length };
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (Array.isArray(a) && Array.isArray(b)) return a.length - b.length;
  return textOf(a).localeCompare(textOf(b));
}

function textOf(value: unknown): string {
  return typeof value === 'string'
    ? value
    : value === null || value === undefined
      ? ''
      : JSON.stringify(value);
}
