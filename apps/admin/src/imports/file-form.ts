/** How a file is written, by its name. */
interface FileForm {
  /** Its media type. */
  readonly type: string;
  /** What is inside of a packed one; `null`: the type says it. */
  readonly format: 'csv' | 'ndjson' | 'json' | null;
}

/** The form of a file to import; what is not known by its name is taken for CSV. */
export function fileForm(name: string): FileForm {
  const [, plain = '', packed] = /\.(csv|ndjson|json)?(\.gz)?$/i.exec(name.toLowerCase()) ?? [];
  const format = plain === 'ndjson' || plain === 'json' ? plain : 'csv';
  if (packed !== undefined || name.toLowerCase().endsWith('.gz')) return { type: 'application/gzip', format };
  const type = { csv: 'text/csv', ndjson: 'application/x-ndjson', json: 'application/json' }[format];
  return { type, format: null };
}
