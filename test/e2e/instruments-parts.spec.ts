import { startApp, type TestApp } from '../support/app';
import { listInstruments, walkInstruments } from '../support/instrument-list';
import { insertListings } from '../support/listings';

const INSTRUMENTS = [
  'Guitarra Fender strat con funda y pastillas nuevas, de segunda mano',
  'Fender Stratocaster',
];
const PARTS = [
  ['Funda para Stratocaster', 'guitarras'],
  ['Pastillas para stratocaster', 'guitarras'],
  ['Mástil Stratocaster', 'guitarras'],
  ['Stratocaster custom', 'accesorios'],
] as const;

let api: TestApp;
beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  await insertListings(api.database, [
    ...INSTRUMENTS.map((name) => ({ name })),
    ...PARTS.map(([name, category]) => ({ name, category })),
  ]);
});
afterAll(() => api.close());

const found = async (query: string): Promise<string[]> =>
  (await listInstruments(api, query)).data.map(({ name }) => name);

describe('by relevance', () => {
  it.each(['q=stratocaster', 'q=strat', 'q=stratocaster+&category=guitarras'])(
    'instruments stand before parts and bags: %s',
    async (query) => {
      const names = await found(query);
      expect(names.slice(0, 2).sort()).toEqual([...INSTRUMENTS].sort());
      expect(names.length).toBeGreaterThanOrEqual(5);
    },
  );

  it.each([
    ['q=funda+stratocaster', 'Funda para Stratocaster'],
    ['q=fundas+stratocaster', 'Funda para Stratocaster'],
    ['q=stratocaster+pastil', 'Pastillas para stratocaster'],
    ['q=%22mastil+stratocaster%22', 'Mástil Stratocaster'],
    ['q=funda+strat', 'Funda para Stratocaster'],
    ['q=pastillas+strat', 'Pastillas para stratocaster'],
    ['q=strat+con+funda', INSTRUMENTS[0]],
    ['q=stratocaster&category=accesorios', 'Stratocaster custom'],
  ])('parts stand where they belong when they are asked for: %s', async (query, first) => {
    expect((await found(query))[0]).toBe(first);
  });

  it('a walk goes through both, and shows nothing twice', async () => {
    const all = (await listInstruments(api, 'q=stratocaster')).data.map(({ id }) => id);
    expect(await walkInstruments(api, 'q=stratocaster&limit=1')).toEqual(all);
  });

  it('other orders know nothing of it', async () => {
    const names = await found('q=stratocaster&sort=-first_seen');
    expect(names.slice(-2)).toEqual([...INSTRUMENTS].reverse());
  });
});
