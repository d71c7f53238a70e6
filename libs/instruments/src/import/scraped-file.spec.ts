import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { readScrapedFile, SCRAPED_FILE_LIMITS, type ScrapedFileOptions } from './scraped-file';
import type { ScrapedRow } from './scraped-row';

function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(content: string | Buffer, options: Partial<ScrapedFileOptions> = {}, piece = 7) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = readScrapedFile(Readable.from(pieces(bytes, piece)), {
    format: 'csv',
    gzip: false,
    ...options,
  });
  const rows: ScrapedRow[] = [];
  for await (const batch of file.rows) {
    expect(batch.length).toBeLessThanOrEqual(1000);
    rows.push(...batch);
  }
  return { file, rows, names: rows.map(({ cells, fault }) => fault?.code ?? cells.name) };
}

const small = { ...SCRAPED_FILE_LIMITS, rowBytes: 64 };

describe('readScrapedFile: CSV', () => {
  it.each([
    ['commas', 'name,link,price\na,https://x/1,5\n'],
    ['semicolons', 'name;link;price\na;https://x/1;5\n'],
    ['tabs', 'name\tlink\tprice\na\thttps://x/1\t5\n'],
    ['CRLF', 'name,link,price\r\na,https://x/1,5\r\n'],
    ['CR', 'name,link,price\ra,https://x/1,5\r'],
    ['no last line end', 'name,link,price\na,https://x/1,5'],
    ['a byte order mark', '\ufeffname,link,price\na,https://x/1,5\n'],
    ['blank lines', '\n\nname,link,price\n\n  \n,,\na,https://x/1,5\n\n'],
    ['any case, order and spaces', ' PRICE , Link,NAME\n5,https://x/1,a\n'],
    ['quotes', '"name","link","price"\n"a","https://x/1","5"\n'],
    ['the columns of errors.csv', 'name,link,price,_row,_field,_code,_message\na,https://x/1,5,9,,x,y\n'],
    ['empty surplus cells', 'name,link,price\na,https://x/1,5,,\n'],
  ])('reads a file with %s', async (_, content) => {
    const { rows, file } = await read(content);
    expect(rows).toEqual([
      expect.objectContaining({
        row: 1,
        cells: { name: 'a', link: 'https://x/1', price: '5' },
        fault: null,
        notes: [],
      }),
    ]);
    expect(file.columns()).toHaveLength(3);
    expect(rows[0]?.original).toHaveLength(3);
    expect(file.notes()).toEqual([]);
  });

  it.each<[string, string, (string | undefined)[]]>([
    ['too many columns', 'a,1\nb,2,surplus\nc,3\n', ['a', 'too_many_columns', 'c']],
    ['too few columns', 'a,1\nb\nc,3\n', ['a', 'too_few_columns', 'c']],
    ['an open quote at the end', 'a,1\nb,2\n"c,3', ['a', 'b', 'quote_not_closed']],
    ['an open quote before plain rows', 'a,1\n"b,2\nc,3\n', ['a', 'quote_not_closed', 'c']],
    ['an open quote before quoted rows', 'a,1\n"b,2\n"c",3\n"d",4\n', ['a', 'quote_not_closed', 'c', 'd']],
    [
      'an open quote that a later one closes',
      'a,1\n"b,2\nc,3"\nd,4\n',
      ['a', 'quote_not_closed', 'quote_misplaced', 'd'],
    ],
    ['a stray quote', 'a,1\n12" tom,2\nc,3\n', ['a', 'quote_misplaced', 'c']],
    ['text behind a closing quote', 'a,1\n"b"b,2\nc,3\n', ['a', 'quote_not_closed', 'c']],
    ['a line break inside quotes', 'a,1\n"b\nb",2\nc,3\n', ['a', 'b\nb', 'c']],
    ['doubled quotes', '"a ""b"", c",1\n', ['a "b", c']],
    ['a long row', `a,1\n${'b'.repeat(70)},2\nc,3\n`, ['a', 'row_too_long', 'c']],
    ['a very long row', `a,1\n${'b'.repeat(2000)},2\nc,3\n`, ['a', 'row_too_long', 'c']],
    ['a long quoted row', `a,1\n"b\n${'b'.repeat(70)}",2\nc,3\n`, ['a', 'row_too_long', 'c']],
    ['a long row at the end', `a,1\n${'b'.repeat(2000)}`, ['a', 'row_too_long']],
    ['a guarded formula', "'=SUM(A1),1\n'; DROP,2\n", ['=SUM(A1)', "'; DROP"]],
  ])('%s costs that row only', async (_, body, expected) => {
    for (const piece of [1, 100, 10_000]) {
      const { names, rows } = await read(`name,link\n${body}`, { limits: small }, piece);
      expect(names).toEqual(expected);
      expect(rows.map(({ row }) => row)).toEqual(expected.map((__, at) => at + 1));
    }
  });

  it('shows a broken row as it can be mended, the surplus behind the columns', async () => {
    const { rows } = await read('name,link,_row\na,1,7,surplus\n"b,2,8\n12" c,3,9\n');
    expect(rows.map(({ original }) => original)).toEqual([
      ['a', '1', 'surplus'],
      ['"b', '2'],
      ['12" c', '3'],
    ]);
    expect(rows.map(({ cells }) => cells)).toEqual([{}, {}, {}]);
  });

  it('reads bytes that are not UTF-8 as Windows-1252 and says so, cell by cell', async () => {
    const { rows } = await read(
      Buffer.concat([
        Buffer.from('name,link,location\nñ,1,Jaén\n'),
        Buffer.from('espa\xf1ola,2,\x80\n', 'latin1'),
      ]),
    );
    expect(rows[0]).toMatchObject({ cells: { name: 'ñ', location: 'Jaén' }, notes: [] });
    expect(rows[1]).toMatchObject({ cells: { name: 'española', location: '€' } });
    expect(rows[1]?.notes.map(({ code, field }) => [code, field])).toEqual([
      ['bytes_not_utf8', 'name'],
      ['bytes_not_utf8', 'location'],
    ]);
  });

  it('notes unknown columns once and leaves them in the original', async () => {
    const { rows, file } = await read('name,colour,link,\na,red,1,\n');
    expect(file.notes().map(({ code, column }) => [code, column])).toEqual([
      ['column_unknown', 'colour'],
      ['column_unnamed', ''],
    ]);
    expect(rows[0]?.cells).toEqual({ name: 'a', link: '1' });
    expect(rows[0]?.original).toEqual(['a', 'red', '1', '']);
  });

  it('reads a header without rows', async () => {
    expect((await read('name,link\n')).rows).toEqual([]);
  });

  it('gives back every table that is written by the rules, whatever stands in its cells', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ñ', '"', ',', ';', '\n', '\r\n', ' ', '\t'),
      minLength: 1,
    });
    const table = fc.array(fc.tuple(fc.constant('x'), cell), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 50 }), async (lines, piece) => {
        const { rows } = await read(
          stringify([['name', 'link'], ...lines], { quote_record_delimiter: true }),
          {},
          piece,
        );
        expect(rows.map(({ fault, original }) => fault ?? original)).toEqual(lines);
      }),
    );
  });

  it('finds the same rows in pieces of any size, and never fails on the content', async () => {
    const unit = fc.constantFrom('a', 'b', ',', '"', '\n', '\r', '\r\n', '"",', ',"', '",', 'ñ');
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit, maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        async (body, piece) => {
          const limits = { ...SCRAPED_FILE_LIMITS, rowBytes: 20 };
          const whole = await read(`name,link\n${body}`, { limits }, 100_000);
          expect((await read(`name,link\n${body}`, { limits }, piece)).rows).toEqual(whole.rows);
        },
      ),
    );
  });
});

describe('readScrapedFile: JSON', () => {
  it.each(['ndjson', 'json'] as const)('reads %s', async (format) => {
    const objects = [
      '{"Name":"a","link":"1","price":10.999,"brand":null,"colour":"red","_row":4}',
      '{"name":808,"link":"2","price":1200}',
      '{"name":["c"],"link":"3"}',
      '{"name":"d","NAME":"d","link":"4"}',
      '[]',
      '{"name":"f\\u0000\\ud800","link":"6"}',
    ];
    const content = format === 'json' ? `\ufeff[${objects.join(',')}]` : `\ufeff${objects.join('\r\n\n')}`;
    const { rows, names, file } = await read(content, { format });
    expect(names).toEqual(['a', '808', 'json_value', 'json_key_twice', 'json_not_object', 'f']);
    expect(rows[0]?.cells).toEqual({ name: 'a', link: '1', price: '10.9990', brand: '' });
    expect(rows[4]?.original).toEqual([...file.columns().map(() => ''), '[]']);
    expect(rows[5]?.notes.map(({ code }) => code)).toEqual(['nul_removed', 'control_removed']);
    expect(file.notes().map(({ column }) => column)).toEqual(['colour']);
  });

  it('refuses a bad or long line of NDJSON only', async () => {
    const { names, rows } = await read(
      `{"name":"a","link":"1"}\n{oops\n{"name":"${'c'.repeat(99)}"}\n{"name":"d","link":"4"}`,
      {
        format: 'ndjson',
        limits: small,
      },
    );
    expect(names).toEqual(['a', 'json_syntax', 'row_too_long', 'd']);
    expect(rows[1]?.original.at(-1)).toBe('{oops');
  });
});

describe('readScrapedFile: files refused whole', () => {
  const csv = 'name,link\na,1\nb,2\n';
  it.each<[string, string | Buffer, Partial<ScrapedFileOptions>, string]>([
    ['empty', '', {}, 'imports.file_empty'],
    ['blank', '\ufeff \r\n', {}, 'imports.file_empty'],
    ['empty NDJSON', '\n \n', { format: 'ndjson' }, 'imports.file_empty'],
    ['empty JSON', ' ', { format: 'json' }, 'imports.file_empty'],
    ['without a link column', 'name,price\na,1\n', {}, 'imports.file_columns'],
    ['without a name column', 'link\n1\n', {}, 'imports.file_columns'],
    ['with a column twice', 'name,link,Name\na,1,b\n', {}, 'imports.file_columns'],
    ['with a broken header', 'name,"link\na,1\n', {}, 'imports.file_columns'],
    ['NDJSON without links', '{"name":"a"}\n', { format: 'ndjson' }, 'imports.file_columns'],
    ['UTF-16', Buffer.from('\ufeffname,link\n', 'utf16le'), {}, 'imports.file_encoding'],
    ['UTF-16 without a mark', Buffer.from('name,link\na,b\n', 'utf16le'), {}, 'imports.file_encoding'],
    [
      'big-endian UTF-16 without a mark',
      Buffer.from('name,link\na,https://x/1\n', 'utf16le').swap16(),
      {},
      'imports.file_encoding',
    ],
    [
      'UTF-16 as JSON',
      Buffer.from('[{"name":"a","link":"https://x/1"}]', 'utf16le'),
      { format: 'json' },
      'imports.file_encoding',
    ],
    [
      'UTF-16 as NDJSON, with some characters of its own',
      Buffer.from('{"name":"Ñandú – 1 €","link":"https://x/1"}\n', 'utf16le'),
      { format: 'ndjson' },
      'imports.file_encoding',
    ],
    ['no JSON', '[{]', { format: 'json' }, 'imports.file_json'],
    ['a JSON object', '{"name":"a"}', { format: 'json' }, 'imports.file_json'],
    ['too many rows', csv, { limits: { ...small, rows: 1 } }, 'imports.file_too_large'],
    ['too many bytes', csv, { limits: { ...small, bytes: 17 } }, 'imports.file_too_large'],
    ['no gzip', csv, { gzip: true }, 'imports.file_gzip'],
    ['half a gzip', gzipSync(csv).subarray(0, 25), { gzip: true }, 'imports.file_gzip'],
    [
      'a gzip bomb',
      gzipSync(csv.padEnd(50_000, '\n')),
      { gzip: true, limits: { ...small, bytes: 999 } },
      'imports.file_too_large',
    ],
  ])('%s', async (_, content, options, code) => {
    await expect(read(content, options)).rejects.toMatchObject({ code, kind: 'invalid' });
  });

  it.each([false, true])('passes on what the source throws (gzip: %s)', async (gzip) => {
    const broken = (async function* () {
      yield gzipSync(csv).subarray(0, 12);
      await Promise.reject(new Error('connection lost'));
    })();
    const { rows } = readScrapedFile(broken, { format: 'csv', gzip });
    await expect(rows[Symbol.asyncIterator]().next()).rejects.toThrow('connection lost');
  });

  it('unpacks gzip, and gives size and hash of the packed file', async () => {
    const packed = gzipSync(csv);
    const { names, file } = await read(packed, { gzip: true });
    expect(names).toEqual(['a', 'b']);
    expect(file.digest()).toEqual({
      bytes: packed.length,
      sha256: createHash('sha256').update(packed).digest('hex'),
    });
  });

  it('hands out batches of 1,000', async () => {
    const { rows } = await read(`name,link\n${'a,1\n'.repeat(2500)}`, {}, 9999);
    expect(rows).toHaveLength(2500);
    expect(rows.at(-1)?.row).toBe(2500);
  });
});
