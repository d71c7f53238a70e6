import { Readable } from 'node:stream';
import type { AuditRecord } from '@app/audit';
import { BYTE_ORDER_MARK, csvLines } from '../http/csv';
import { type AuditEntryBody, toAuditEntryBody } from './audit.mapper';

const COLUMNS = [
  ...['id', 'at', 'action', 'actor_kind', 'actor', 'actor_email', 'actor_key'],
  ...['object_type', 'object_id', 'object_name', 'changes', 'details', 'request_id', 'ip'],
] as const satisfies readonly (keyof AuditEntryBody)[];

/**
 * Entries as CSV for spreadsheets: a byte order mark, and an apostrophe before what would run as a formula; what has
 * several values is JSON. Read as fast as it is taken.
 */
export function auditTable(entries: AsyncIterable<readonly AuditRecord[]>): Readable {
  return Readable.from(lines(entries), { objectMode: false });
}

async function* lines(entries: AsyncIterable<readonly AuditRecord[]>): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${COLUMNS.join(',')}\r\n`;
  for await (const some of entries) {
    const rows = some.map(toAuditEntryBody).map((entry) => COLUMNS.map((name) => cell(entry[name])));
    if (rows.length > 0) yield csvLines(rows, { escapeFormulas: true });
  }
}

function cell(value: AuditEntryBody[(typeof COLUMNS)[number]]): string | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
