import { startApp, type TestApp } from '../support/app';
import { instrumentIds, listInstruments } from '../support/instrument-list';
import { insertListings } from '../support/listings';

const NAMES = [
  'Bajo Music Man Bongo',
  'Musicman Bongo azul',
  'Man of the music box',
  'Ibanez Tube Screamer TS9',
  'tubescreamer de Ibanez',
  'Violín de estudio 4/4',
  'Violín 3/4 de 4 cuerdas, año 44',
  'Violín de cuatro cuerdas 1/4, tapa 4 mm',
  'Módulo Roland JV-1080',
  'Módulo Roland JV1080 negro',
  'jv 1080 de Roland',
  'Roland 1080 y JV',
  ...['B.C. Rich Warlock', 'BC Rich Warlock', 'bc rich Mockingbird'],
  ...['PRS Custom 24', 'P.R.S. Private Stock', 'Paul Reed Smith McCarty'],
  ...['Oberheim OB-Xa', 'Casio PX-S3000', 'Ibanez RG 7 string japan', 'Ibanez RG de 7 cuerdas japonesa'],
  ...['Custom 24/8 de 2020', 'Guitarra eléctrica Custom 24, con su estuche original'],
  ...Array.from({ length: 4 }, (_, nth) => `Epiphone Dot, la ${nth}.ª, como nueva, mega`),
  ...Array.from({ length: 4 }, (_, nth) => `Gibson les paul ${nth}`),
  ...['Dual uno', 'Dual dos', 'Dual tres', 'Polar'],
  ...['Fender Jaguar azul', 'Fender Jaguar negra', 'Fender Jaguar roja'],
  ...['Theremin de estudio', 'Thereminvox de 1930', ...Array.from('abcdefghij', (one) => `Zither${one}`)],
];

let api: TestApp;
beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  await insertListings(api.database, [
    ...NAMES.map((name) => ({ name })),
    { name: 'Thereministo', status: 'expired' },
  ]);
});
afterAll(() => api.close());

const names = async (text: string): Promise<string[]> => {
  const ids = await instrumentIds(api, `q=${encodeURIComponent(text)}`);
  const { data } = await listInstruments(api, `q=${encodeURIComponent(text)}`);
  expect(data.map(({ id }) => id)).toEqual(ids);
  return data.map(({ name }) => name).sort();
};

describe('a name in one word and in two', () => {
  it.each([
    ['musicman bongo', 'music man bongo', 2],
    ['tubescreamer', 'tube screamer', 2],
    ['"jv1080"', '"jv-1080"', 3],
    ['"roland jv1080"', '"Roland JV 1080"', 2],
    ['roland -"jv1080"', 'roland -"jv 1080"', 1],
  ])('%s and %s find the same', async (one, other, found) => {
    const both = [await names(one), await names(other)];
    expect(both[0]).toEqual(both[1]);
    expect(both[0]).toHaveLength(found);
  });

  it('is found though nobody knows it, where both its words are known', async () => {
    const { data, meta } = await listInstruments(api, 'q=fenderjaguar+azul');
    expect([meta.corrected, data.map(({ name }) => name)]).toEqual([
      'fender jaguar azul',
      ['Fender Jaguar azul'],
    ]);
  });
});

describe('a maker', () => {
  it.each([
    ['bc rich', 3],
    ['b.c. rich', 3],
    ['B.C.Rich', 3],
    ['"b.c. rich"', 3],
    ['b c rich', 3],
    ['b.c. rich warlock', 2],
    ['prs', 3],
    ['p.r.s.', 3],
    ['paul reed smith', 3],
    ['paul reed smith custom', 1],
    ['prs mccarty', 1],
  ])('is found by all its names, with dots and without: %s', async (text, found) => {
    expect(await names(text)).toHaveLength(found);
  });
});

describe('what stands in no title', () => {
  it.each([
    ['epifone', 'epiphone'],
    ['gibson les pual', 'gibson les paul'],
    ['gibsn les pol', 'gibson les paul'],
    ['obxa', '"ob xa"'],
    ['pxs3000', '"px s3000"'],
    ['mesa', null],
    ['combo', null],
    ['null', null],
  ])('is read as what was meant, or left alone: %s', async (text, corrected) => {
    const { data, meta } = await listInstruments(api, `q=${encodeURIComponent(text)}`);
    expect([meta.corrected, data.length > 0]).toEqual([corrected, corrected !== null]);
  });
});

describe('words of both languages', () => {
  it.each(['7 cuerdas', '7 string', '7 strings', 'ibanez japon', 'ibanez japan', 'rg mij'])(
    'mean the same: %s',
    async (text) => {
      expect(await names(text)).toHaveLength(2);
    },
  );
});

it('a model stands before one whose name goes on', async () => {
  const { data } = await listInstruments(api, 'q=custom+24');
  expect(data.at(-1)?.name).toBe('Custom 24/8 de 2020');
});

it.each([
  ['q=theremin', 2],
  ['q=theremin+', 1],
  ['q=theremin+estudio', 1],
  ['q=estudio+theremin', 1],
  ['q=theremin&status=active,expired', 3],
  ['q=theremin&status=expired', 1],
  ['q=zither', 10],
  ['q=zitherb', 1],
])(
  'the last word is a beginning, of few words and of many, until a space ends it: %s',
  async (query, found) => {
    const { data, page } = await listInstruments(api, query);
    expect([data.length, page.total]).toEqual([found, found]);
  },
);

describe('a size', () => {
  it.each([
    ['violin 4/4', ['Violín de estudio 4/4']],
    ['3/4 violin', ['Violín 3/4 de 4 cuerdas, año 44']],
    ['violin (1/4)', ['Violín de cuatro cuerdas 1/4, tapa 4 mm']],
    ['violin -4/4 -3/4', ['Violín de cuatro cuerdas 1/4, tapa 4 mm']],
    ['4/4', ['Violín de estudio 4/4']],
    ['violin 7/8', []],
  ])('is one word: %s', async (text, found) => {
    expect(await names(text)).toEqual(found);
  });
});
