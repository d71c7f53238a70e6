import { gzipSync } from 'node:zlib';
import { TestImports } from '../support/imports';

const MEBIBYTE = 1024 ** 2;

describe('a file that is too large', () => {
  let imports: TestImports;

  beforeAll(async () => {
    imports = await TestImports.open();
  });
  afterAll(() => imports.close());

  /** A file of so many rows, each with this text behind it. */
  const rows = (count: number, text = '') =>
    `name,link,location\n${Array.from({ length: count }, (_, at) => `a,https://x.es/${at},${text}\n`).join('')}`;

  it.each([
    ['more than 200,000 rows', 'rows.csv', () => rows(200_001), 'The file has more than 200000 rows.'],
    [
      'more than 64 MiB',
      'rows.csv',
      () => Buffer.alloc(64 * MEBIBYTE + 1, 'name,link\n'),
      /more than 67108864 bytes/,
    ],
    [
      'a little that unpacks to more than 64 MiB',
      'rows.csv.gz',
      () => gzipSync(rows(700, 'x'.repeat(100_000))),
      /bytes/,
    ],
  ])('is refused whole: %s', async (_what, name, content, message) => {
    const outcome = imports.file(name, content());
    await expect(outcome).rejects.toMatchObject({ code: 'imports.file_too_large' });
    await expect(outcome).rejects.toThrow(message);
    expect(await imports.listings()).toEqual([]);
    expect(await imports.count(`SELECT count(*) AS n FROM import_run WHERE state <> 'failed'`)).toBe(0);
  });

  it('is none at the limit of rows', async () => {
    expect(await imports.file('rows.csv', rows(200_000), { dryRun: true })).toMatchObject({
      state: 'succeeded',
      received: 200_000,
      created: 200_000,
    });
  });
});
