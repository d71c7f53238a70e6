import { z } from 'zod';

const FORMAT = 'buscainstrumentos-data';
const VERSION = 1;

const anyHeader = z.object({ format: z.literal(FORMAT), version: z.number() });
const header = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  secrets: z.boolean(),
  rows: z.record(z.string(), z.int().min(0)),
});
const row = z.strictObject({ model: z.string(), fields: z.unknown() });

/** What the first line of a file of data says of the others. */
export interface DataHeader {
  /** Whether it holds hashes of passwords. */
  readonly secrets: boolean;
  /** Rows by model, in the order of the file. */
  readonly rows: Readonly<Record<string, number>>;
}

/** The first line of a file. */
export function dataHeaderLine({ secrets, rows }: DataHeader): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, secrets, rows })}\n`;
}

/** @returns a sentence when it is none, or one of another version */
export function parseDataHeader(line: string): DataHeader | string {
  const value = parseJson(line);
  const any = anyHeader.safeParse(value);
  if (!any.success) return 'This is no file of data: its first line is not that of dumpdata.';
  const { version } = any.data;
  if (version !== VERSION) {
    return `The file has format version ${version}, and this program reads version ${VERSION}.`;
  }
  const parsed = header.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' ');
}

/** Any other line of a file. */
export function dataRowLine(model: string, fields: object): string {
  return `${JSON.stringify({ model, fields })}\n`;
}

/** @returns `null` when it is none */
export function parseDataRow(line: string): z.infer<typeof row> | null {
  return row.safeParse(parseJson(line)).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
