import { isModel, NAMED_MODELS, withNameInTwoWords } from './known-models';

it.each([
  'jv1080',
  'dx7',
  '4p',
  '335',
  '5150',
  'ts808',
  'jcm2000',
  'sg2000',
  'arp2600',
  'mpc2000',
  'juno106',
  'telecaster',
  'microkorg',
])('%s is a model', (word) => {
  expect(isModel(word)).toBe(true);
});

it.each([
  'guitarra',
  'negra',
  '1979',
  '2015',
  '52',
  'de2015',
  'from1979',
  'ano1990',
  '100w',
  '22mm',
  '9v',
  '60s',
  '2010s',
  '20th',
  '2017hh',
  'shop1960',
  '202015',
  ...['paul59', 'paul100', 'paul120th', 'prs2019', 'prs35th', 'sg1970', 'sg2013', 'mod1101', 'esp2013'],
  ...['tele54003', 'dove7731'],
])('%s is none', (word) => {
  expect(isModel(word)).toBe(false);
});

it.each([
  ['les', 'les paul'],
  ['gibson les p', 'gibson les paul'],
  ['le', null],
  ['gibson', null],
  ['les paul studio', null],
])('%s begins the name in two words of %s', (text, name) => {
  expect(withNameInTwoWords(text)).toBe(name);
});

it('names are words as titles are searched by', () => {
  for (const name of NAMED_MODELS) expect(name).toMatch(/^[a-z]{4,}$/);
});
