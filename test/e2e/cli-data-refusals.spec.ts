import { gzipSync } from 'node:zlib';
import { Cli } from '../support/cli';
import { DumpedData, onEmptyDatabase } from '../support/dumped-data';

let data: DumpedData;
let to: Cli;

beforeAll(async () => {
  await Cli.compile();
  data = await DumpedData.make();
  to = await Cli.open();
  to.write('all.ndjson', data.text);
  await to.ok('loaddata', 'all.ndjson');
});
afterAll(async () => {
  await data.cli.close();
  await to.close();
});

describe('loaddata refuses', () => {
  const refusals: [string, () => { text: string; line?: number }, RegExp][] = [
    [
      'a broken line in the middle',
      () => data.mended(/"model":"instrument"/, (l) => l.slice(0, -20)),
      /row: must be/,
    ],
    [
      'a field that cannot be',
      () => data.mended(/"model":"instrument"/, (l) => l.replace(/"status":"\w+"/, '"status":"lost"')),
      /status: must be active, stale/,
    ],
    [
      'a field that nobody knows',
      () => data.mended(/"model":"user"/, (l) => l.replace('"email"', '"password_hash":"x","email"')),
      /password_hash/,
    ],
    [
      'a field that is missing',
      () => data.mended(/"model":"instrument"/, (l) => l.replace(/"missed_runs":\d+,/, '')),
      /missed_runs: /,
    ],
    [
      'a NUL',
      () => data.mended(/"model":"instrument"/, (l) => l.replace(/"name":"/, '"name":"\\u0000')),
      /name: must be a text/,
    ],
    [
      'an unknown permission',
      () => data.mended(/"model":"group"/, (l) => l.replace(/"permissions":\[/, '"permissions":["no.such",')),
      /permissions: there is no permission "no.such"/,
    ],
    [
      'an unknown group',
      () => data.mended(/"groups":\["/, (l) => l.replace('"groups":[', '"groups":["nobody",')),
      /groups: there is no group "nobody"/,
    ],
    [
      'an unknown source',
      () => data.mended(/"model":"instrument"/, (l) => l.replace(/"source":"[a-z]+"/, '"source":"nowhere"')),
      /source: there is no source "nowhere"/,
    ],
    [
      'an unknown category',
      () => data.mended(/"model":"category"/, (l) => l.replace(/"slug":"[a-z]+"/, '"slug":"gaitas"')),
      /slug: "gaitas" is no category/,
    ],
    [
      'an unknown model',
      () => data.mended(/"model":"source"/, (l) => l.replace('source', 'session')),
      /model: "session"/,
    ],
  ];

  it.each(refusals)('%s, names line and field, and changes nothing', async (_what, change, complaint) => {
    const { text, line } = change();
    await onEmptyDatabase(async (cli) => {
      cli.write('bad.ndjson', text);
      const { code, stderr } = await cli.run('loaddata', 'bad.ndjson');
      expect([code, stderr]).toEqual([1, expect.stringMatching(complaint)]);
      expect(stderr).toContain(`bad.ndjson:${line ?? ''}: `);
      expect(stderr).toContain('bad.ndjson was not loaded, and nothing was changed.');
      expect(await cli.count('SELECT count(*) AS n FROM instrument')).toBe(0);
      expect(await cli.count('SELECT count(*) AS n FROM app_group')).toBe(0);
      expect(await cli.count('SELECT count(*) AS n FROM source')).toBe(4);
    });
  });

  it.each([
    [
      'a file of a later version',
      () => data.text.replace('"version":1', '"version":2'),
      /format version 2.*reads version 1/,
    ],
    ['what is no dump', () => 'name,link\n', /no file of data/],
    ['an empty file', () => '', /no file of data/],
    ['a file that was cut off', () => `${data.lines.slice(0, -2).join('\n')}\n`, /not whole/],
  ])('%s', async (_what, text, complaint) => {
    to.write('bad.ndjson', text());
    const { code, stderr } = await to.run('loaddata', 'bad.ndjson');
    expect([code, stderr]).toEqual([1, expect.stringMatching(complaint)]);
    expect(stderr.trimEnd()).not.toContain('\n    at ');
  });

  it('a packed file that was cut off', async () => {
    const packed = gzipSync(data.text);
    to.write('cut.ndjson.gz', packed.subarray(0, packed.length - 100));
    const { code, stderr } = await to.run('loaddata', 'cut.ndjson.gz');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/cannot be unpacked/)]);
  });

  it('a file that is not there', async () => {
    expect(await to.run('loaddata', 'none.ndjson')).toMatchObject({
      code: 2,
      stderr: 'none.ndjson: no such file.\n',
    });
  });

  it('to take the last superuser away', async () => {
    const { text } = data.mended(/"is_superuser":true/, (line) =>
      line.replace('"is_superuser":true', '"is_superuser":false'),
    );
    to.write('bad.ndjson', text);
    const { code, stderr } = await to.run('loaddata', 'bad.ndjson');
    expect([code, stderr]).toEqual([1, expect.stringContaining('nobody could manage the users')]);
  });
});
