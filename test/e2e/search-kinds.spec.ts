import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { BULK_JOBS } from '../support/bulk-jobs';
import { signIn } from '../support/clients';
import { listInstruments, walkInstruments } from '../support/instrument-list';
import { insertListings } from '../support/listings';

const LISTINGS = [
  ['Guitarra Fender Stratocaster negra', 'guitarras'],
  ['Fender Stratocaster 1979', 'guitarras'],
  ['Squier Strat de Fender', 'guitarras'],
  ['Fender Stratocaster con flightcase', 'guitarras'],
  ['Funda de guitarra Fender', 'accesorios'],
  ['Golpeador Fender Stratocaster', 'accesorios'],
  ['Fender Precision 1975', 'bajos'],
  ['Fender Jazz de cinco cuerdas', 'bajos'],
  ['Bajo Fender Mustang', 'bajos'],
  ['Acordeón Hohner de 120 bajos', 'vientos'],
  ['Amplificador para bajo Fender Rumble', 'amplificadores'],
  ['Fender Twin Reverb', 'amplificadores'],
  ['Roland Juno 60', 'sintetizadores'],
  ['Roland FP-30', 'teclados'],
  ['Boss DS-1', 'efectos'],
  ['Clarinete Boss', 'vientos'],
  ['Vox Mark V + amp', 'guitarras'],
  ['Vox AC30', 'amplificadores'],
] as const;
const facets = z.looseObject({
  facets: z.looseObject({ category: z.array(z.looseObject({ value: z.string(), count: z.number() })) }),
});

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
  await insertListings(
    api.database,
    LISTINGS.map(([name, category]) => ({ name, category })),
  );
});
afterAll(() => api.close());

const named = async (text: string): Promise<string[]> =>
  (await listInstruments(api, `q=${encodeURIComponent(text)}`)).data.map(({ name }) => name);

it.each([
  ['guitarra fender stratocaster', 4],
  ['guitar fender strat ', 4],
  ['fender stratocaster guitarras', 4],
  ['guitarra "fender stratocaster"', 3],
  ['guitarra fender -negra', 4],
  ['bajo fender', 4],
  ['fender bass 5 strings', 1],
  ['ampli fender', 2],
  ['guitar amp fender', 2],
  ['pedal de guitarra boss', 1],
  ['sinte roland', 1],
  ['teclado roland', 1],
  ['pedal boss ds-1', 1],
])('what is of the kind that a search says need not have the word: %s', async (text, found) => {
  expect(await named(text)).toHaveLength(found);
});

it.each([
  ['guitarra', 2],
  ['bajo', 3],
  ['guitarra guitar', 2],
  ['funda guitarra', 1],
  ['fender -guitarra', 9],
  ['clarinete boss', 1],
  // the name of one bass, not a word for all of them
  ['mustang bass', 1],
])('a kind alone, or that says no category, is a word: %s', async (text, found) => {
  expect(await named(text)).toHaveLength(found);
});

it('what has the word itself stands first, and parts last', async () => {
  const names = await named('guitarra fender stratocaster');
  expect(names[0]).toBe('Guitarra Fender Stratocaster negra');
  expect((await named('guitarra fender')).at(-1)).toBe('Funda de guitarra Fender');
  // of another category than the one that is said
  expect(await named('vox amp')).toEqual(['Vox AC30', 'Vox Mark V + amp']);
});

it('for a kind alone what is of it stands first', async () => {
  expect(await named('bajos')).toEqual([
    'Bajo Fender Mustang',
    'Acordeón Hohner de 120 bajos',
    'Amplificador para bajo Fender Rumble',
  ]);
});

it('totals, facets, walks, exports and changes of many agree', async () => {
  const query = 'q=guitarra+fender+-flightcase';
  const { data, page } = await listInstruments(api, query);
  expect([page.count, page.total, data.length]).toEqual(['exact', 4, 4]);
  const counted = facets.parse((await api.get(`/api/v1/instruments?${query}&facets=category`)).json());
  expect(counted.facets.category.map(({ value, count }) => [value, count])).toEqual([
    ['guitarras', 3],
    ['accesorios', 1],
  ]);
  expect(await walkInstruments(api, `${query}&limit=1`)).toEqual(data.map(({ id }) => id));
  const file = await api.get(`/api/v1/instruments/export?${query}&format=csv`);
  expect(file.body.trim().split('\r\n')).toHaveLength(5);
  const { client } = await signIn(api, { permissions: ['instruments.change_instrument'] });
  const preview = await client.post(`${BULK_JOBS}/preview`, { action: 'status', value: 'expired', query });
  expect(preview.json()).toMatchObject({ matching: 4 });
});
