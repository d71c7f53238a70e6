import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { errorsCsv, type RejectedRow } from './errors-csv';
import { rowFault } from './row-fault';
import { readScrapedFile } from './scraped-file';

const header = '\ufeffname,price,_row,_field,_code,_message\r\n';

async function write(columns: readonly string[], rows: readonly RejectedRow[]): Promise<string> {
  return (await buffer(Readable.from(rows).pipe(errorsCsv(columns)))).toString();
}

describe('errorsCsv', () => {
  it('is a header when nothing was refused', async () => {
    expect(await write(['name', 'price'], [])).toBe(header);
  });

  it('writes one line a row, faults joined, formulas made harmless', async () => {
    const faults = [
      rowFault('price', 'price_negative', 'No.'),
      rowFault(null, 'too_many_columns', 'Too many.'),
    ];
    const rows = [
      { row: 7, original: ['=cmd|calc', '-5', 'surplus'], faults },
      { row: 9, original: ['a, "b"'], faults: [rowFault('link', 'link_missing', 'No link.')] },
    ];
    expect(await write(['name', 'price'], rows)).toBe(
      `${header}'=cmd|calc,'-5,7,price;,price_negative;too_many_columns,No.; Too many.,surplus\r\n` +
        `"a, ""b""",,9,link,link_missing,No link.\r\n`,
    );
  });

  it('comes back as it went', async () => {
    const original = ['=1+1', '-5 €', 'line\nbreak', "'; DROP", '@me', ' + ', '\r= '];
    const columns = ['name', 'price', 'location', 'link', 'brand', 'category', '=website'];
    const written = await write(columns, [{ row: 1, original, faults: [rowFault('link', 'link_scheme')] }]);
    const file = readScrapedFile(Readable.from([Buffer.from(written)]), { format: 'csv', gzip: false });
    const batches = [];
    for await (const batch of file.rows) batches.push(...batch);
    expect(file.columns()).toEqual(columns);
    expect(batches).toMatchObject([{ original, fault: null }]);
  });
});
