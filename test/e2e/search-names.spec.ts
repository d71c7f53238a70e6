import { startApp, type TestApp } from '../support/app';
import { instrumentIds, listInstruments } from '../support/instrument-list';
import { insertListings } from '../support/listings';

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
  await insertListings(
    api.database,
    [
      ...['Fender P-Bass 1978', 'Fender PBass mexicano', 'Squier Precision Bass', 'Bajo Fender Precision'],
      ...['Fender J Bass', 'JBass japonés', 'Fender Jazz Bass', 'Jazzbass custom'],
      ...[
        'Gibson SG left-handed',
        'Stratocaster left hand',
        'Telecaster zurda',
        'Guitarra para zurdos',
        'Ibanez Lefty',
      ],
      ...['M-Audio Keystation', 'MAudio interface', 'M Audio Oxygen'],
      ...[
        'Pantalla Marshall 4x12',
        'Cabinet 4 x 12 Vox',
        'Pantalla 2x12',
        'Ampeg 1 x 12',
        'Hiwatt 10x10',
        'Cable de 10 m, lote x 3',
      ],
      ...[
        'Bajo 5 cuerdas',
        'Bajo de cinco cuerdas',
        'Ibanez 5-string bass',
        'Five string Warwick',
        'Bajo 4 cuerdas',
        'Ibanez 7-string, 5 piece neck',
      ],
      ...['Guitarra acústica 12 cuerdas', 'Twelve string Takamine', 'Doce cuerdas'],
      ...['Gibson Les Paul 1979', 'Epiphone LesPaul', 'PRS SE Soapbar', 'PRS Custom 24'],
      ...['Marshall JCM800 2203', 'Manuel Rodríguez clásica zurda'],
      ...['ESP E-II Horizon', 'ESP Horizon II', 'Squire Affinity', 'Rickenbacker 360'],
      ...['Bajo Hofner', 'Batería Pearl', 'Vox AC 30', 'Micro Shure'],
    ].map((name) => ({ name })),
  );
});
afterAll(() => api.close());

it.each([
  [4, ['p bass', 'p-bass', 'pbass', 'precision bass']],
  [4, ['j bass', 'jbass', 'jazz bass', 'jazzbass']],
  [6, ['left-handed', 'left handed', 'lefthanded', 'zurdo', 'zurda', 'zurdos', 'lefty']],
  [3, ['maudio', 'm-audio', 'm audio']],
  [2, ['4x12', '4 x 12']],
  [1, ['2x12', '2 x 12']],
  [1, ['1x12', '1 x 12']],
  [1, ['10x10', '10 x 10']],
  [4, ['5 cuerdas', 'cinco cuerdas', '5 string', '5 strings', 'five string', '5-string']],
  [1, ['7 cuerdas', 'siete cuerdas', 'seven strings', 'ibanez 7 string']],
  [1, ['4 cuerdas', 'cuatro cuerdas', '4 string']],
  [3, ['12 cuerdas', 'doce cuerdas', '12 string', 'twelve strings']],
  [3, ['5 cuerdas bajo', 'bajo 5 cuerdas', 'bajo de 5 cuerdas', 'bass 5 string', 'bajo cinco cuerdas']],
  [1, ['4x12 vox', 'vox 4x12', 'vox 4 x 12', 'cabinet 4x12']],
  [2, ['les paul', 'lespaul', 'les-paul']],
  [1, ['prs se', 'se prs soapbar', 'paul reed smith se']],
  [1, ['e-ii', 'esp e-ii']],
  [2, ['squier', 'squire']],
  [1, ['ric 360', 'rickenbacker 360']],
])('%i listings are found by each of %j', async (count, searches) => {
  const found = await Promise.all(
    searches.map(async (text) => [
      text,
      (await instrumentIds(api, `q=${encodeURIComponent(text)} `)).toSorted((one, other) => one - other),
    ]),
  );
  const [first] = found;
  expect(first?.[1]).toHaveLength(count);
  for (const [text, ids] of found) expect([text, ids]).toEqual([text, first?.[1]]);
});

it.each([
  ['fender -pbass', ['Fender J Bass', 'Fender Jazz Bass']],
  ['fender -"p bass"', ['Fender J Bass', 'Fender Jazz Bass']],
  ['telecaster -lefty', []],
  ['stratocaster -zurdo', []],
  ['gibson -"left handed"', ['Gibson Les Paul 1979']],
  ['gibson -lespaul', ['Gibson SG left-handed']],
  ['jbass -japan', ['Fender J Bass', 'Fender Jazz Bass', 'Jazzbass custom']],
  ['prs -se', ['PRS Custom 24']],
])('an exclusion leaves out what a search for it would find: %s', async (text, names) => {
  const { data } = await listInstruments(api, `q=${encodeURIComponent(text)}`);
  expect(data.map(({ name }) => name).toSorted()).toEqual(names);
});

it.each([
  ['ampli marshall jcm800', 'marshall jcm800', ['Marshall JCM800 2203']],
  ['ukelele clasica zurda -gibson', 'clasica zurda -gibson', ['Manuel Rodríguez clásica zurda']],
  ['guitarra jcm900', null, []],
  ['bajo hofner', null, ['Bajo Hofner']],
])('words of kind are left out where nothing has them all: %s', async (text, corrected, names) => {
  const { data, meta } = await listInstruments(api, `q=${encodeURIComponent(text)}`);
  expect([meta.corrected, data.map(({ name }) => name)]).toEqual([corrected, names]);
});
