import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { listInstruments } from '../support/instrument-list';
import { insertListings } from '../support/listings';

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
  await insertListings(
    api.database,
    [
      ...['Piano Kurzwell SP6', 'Módulo Kurzweil K2000 negro'],
      ...Array.from({ length: 20 }, (_, at) => `Kurzweil PC3 negro ${at}`),
      // rare, and no slip: the word like it is not that frequent
      ...['Kalimba Hugh', ...Array.from({ length: 5 }, (_, at) => `Kalimbas ${at}`)],
      ...['Timpani Adams', ...Array.from({ length: 19 }, (_, at) => `Timbani ${at}`)],
    ].map((name) => ({ name })),
  );
});
afterAll(() => api.close());

const warned = z.array(z.record(z.string(), z.string()));
async function asked(
  query: string,
): Promise<[found: number, corrected: string | null, suggestions: unknown[]]> {
  const { data, meta } = await listInstruments(api, query);
  const warnings = warned.parse(meta['warnings']);
  for (const { code, parameter } of warnings) expect([code, parameter]).toEqual(['search_rare', 'q']);
  return [data.length, meta.corrected, warnings.map(({ value, suggestion }) => [value, suggestion])];
}

it.each([
  ['q=kurzwell', [['kurzwell', 'kurzweil']]],
  ['q=Kurzwell+-pc4', [['kurzwell -pc4', 'kurzweil -pc4']]],
  ['q=kurzwell&count=none', [['kurzwell', 'kurzweil']]],
  ['q=kurzwell&limit=5', [['kurzwell', 'kurzweil']]],
  ['q=kurzwell&sort=price', [['kurzwell', 'kurzweil']]],
  // with what else is asked for there are not that many
  ['q=kurzwell+piano', []],
  ['q=kurzwell&price_max=10&include_unpriced=true', [['kurzwell', 'kurzweil']]],
  ['q=k2000', []],
  ['q=kalimba+hugh', []],
  ['q=timpani', []],
])(
  'a search that finds hardly anything is answered, and told of one that finds far more: %s',
  async (query, told) => {
    expect(await asked(query)).toEqual([1, null, told]);
  },
);

it.each([
  ['q=kurzwell+negro', 20, 'kurzweil negro'],
  ['q=kurzwell+k2000', 1, 'kurzweil k2000'],
  ['q=piano+kurzwell+k2000', 0, null],
])(
  'where nothing is found a word that hardly any title has is read as what was meant: %s',
  async (query, found, meant) => {
    expect((await asked(`${query}&per_page=20`)).slice(0, 2)).toEqual([found, meant]);
  },
);

it('a search that finds many is not looked at again', async () => {
  expect(await asked('q=negro&per_page=1')).toEqual([1, null, []]);
});
