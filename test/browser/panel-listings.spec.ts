import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeInBrowser } from '../support/browser';
import type { SignedIn } from '../support/clients';
import { insertListings } from '../support/listings';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';
import { ROOT } from '../support/source-files';
import { GOOD_PASSWORD } from '../support/users';

const SCRAPED = join(ROOT, '../shared/data/scraped/dirty.csv');
const OWN = [
  'name,price,link,website',
  '<script>window.hacked=1</script> strat,5,https://www.hispasonic.com/anuncios/own/1,Hispasonic',
  '"<img src=x onerror=""window.hacked=1"">",7,https://www.hispasonic.com/anuncios/own/2,Hispasonic',
  'Sin precio,-5,https://www.hispasonic.com/anuncios/own/3,Hispasonic',
  ',5,https://www.hispasonic.com/anuncios/own/4,Hispasonic',
  'Con guion,5,javascript:window.hacked=1,Hispasonic',
].join('\n');
/** What a scraper left, where it is there, with what becomes of its rows. */
const DIRTY = existsSync(SCRAPED)
  ? { buffer: readFileSync(SCRAPED), created: 22, rejected: 14 }
  : { buffer: Buffer.from(OWN), created: 2, rejected: 3 };

let panel: TestPanel;
let boss: SignedIn;
let own: PanelTab;

/** The tab of the boss, at a screen. */
const tabAt = (path: string): Promise<PanelTab> => own.open(path).then(() => own);

/** What stands below a name in a list of names and values. */
const valueOf = (tab: PanelTab, name: string): Promise<string | null> =>
  tab.page.locator(`dt:text-is("${name}") + dd`).textContent();

/** Where the focus is and what of it stands behind a bar; `null` when it has left the page. */
interface Stop {
  readonly what: string;
  readonly isField: boolean;
  readonly hidden: number;
}
const STOP = `(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const bars = ['header', '[role=toolbar]'].map((bar) => document.querySelector(bar));
  // the way past the menu stands over the bar
  const isBetween = one.closest('main') !== null && !bars.some((bar) => bar.contains(one));
  const { top, bottom } = one.getBoundingClientRect();
  const [bar, below] = bars.map((one) => one.getBoundingClientRect());
  const notice = [...document.querySelectorAll('[role=status]')].find((one) => /server/.test(one.textContent));
  const above = notice ? notice.getBoundingClientRect() : bar;
  return {
    what: one.outerHTML.slice(0, 120) + [top, bottom, above.bottom, below.top].map(Math.round),
    isField: isBetween && one.closest('form') !== null,
    hidden: isBetween ? Math.round(Math.max(above.bottom - top, bottom - below.top, 0)) : 0,
  };
})()`;

/** Goes on by a key until the focus leaves the page. */
async function walk({ page }: PanelTab, key: 'Tab' | 'Shift+Tab'): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press(key);
    const stop = await page.evaluate<Stop | null>(STOP);
    if (!stop || stops.length > 100) return stops;
    stops.push(stop);
  }
}

describeInBrowser('listings at the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    own = await panel.tabOf(boss);
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('are found by facets, and of two tabs the second sees what the first has saved', async () => {
    await insertListings(panel.api.database, [
      { name: 'Contrabajo de tres cuartos', category: 'bajos' },
      { name: 'Bajo fretless', category: 'bajos' },
      ...Array.from({ length: 3 }, (_, index) => ({ name: `Guitarra ${index}` })),
    ]);
    const first = await tabAt('instruments');
    const facet = first.page.getByRole('region', { name: 'Narrow the list' });
    await facet.getByRole('button', { name: 'Category' }).click();
    await facet.getByRole('checkbox', { name: 'Basses (2)' }).click();
    await first.page.getByText('2 results', { exact: true }).waitFor();
    await first.page.getByRole('link', { name: 'Contrabajo de tres cuartos' }).click();
    await first.page.getByRole('textbox', { name: 'Brand' }).waitFor();

    const second = await panel.tab(first.page.context());
    await second.page.goto(first.page.url());
    await second.page.getByRole('textbox', { name: 'Brand' }).fill('La segunda');
    await first.page.getByRole('textbox', { name: 'Brand' }).fill('La primera');
    await first.page.getByRole('button', { name: 'Save', exact: true }).click();
    await first.page.getByText('The listing is saved.').waitFor();

    await second.page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = second.page.getByRole('dialog', { name: 'Somebody was faster' });
    await dialog.getByRole('cell', { name: 'La primera' }).waitFor();
    await dialog.getByRole('cell', { name: 'La segunda' }).waitFor();
    await dialog.getByRole('button', { name: 'Take what is there' }).click();
    await dialog.waitFor({ state: 'detached' });
    await second.holds(`document.querySelector('input[name=brand]').value === 'La primera'`);
    expect(first.faults.concat(second.faults)).toEqual([]);
  });

  it('are narrowed to a year of publication, to a month and a day of it, and back', async () => {
    const { database } = panel.api;
    const [old] = await insertListings(database, [{ name: 'Piano de 2019' }, { name: 'Piano de 2021' }]);
    await database.query(
      `UPDATE instrument SET published_on = CASE WHEN id = $1 THEN date '2019-05-03' ELSE date '2021-02-28' END
        WHERE name LIKE 'Piano de %'`,
      [old],
    );
    // an address without a filter has the one before
    const tab = await tabAt('instruments?filter={}');
    const days = tab.page.getByRole('navigation', { name: 'By day of publication' });
    await days.getByRole('button', { name: '2019' }).click();
    await tab.page.getByText('1 result', { exact: true }).waitFor();
    await tab.page.getByRole('link', { name: 'Piano de 2019' }).waitFor();
    await days.getByRole('button', { name: 'May' }).click();
    await days.getByRole('button', { name: '3', exact: true }).click();
    await days.getByText('May 3').waitFor();
    await tab.page.getByRole('link', { name: 'Piano de 2019' }).waitFor();
    expect(tab.page.url()).toContain('2019-05-03');
    await days.getByRole('button', { name: 'All days' }).click();
    await tab.page.getByRole('link', { name: 'Piano de 2021' }).waitFor();
    expect(tab.faults).toEqual([]);
  });

  it('show their usual order where an address names one that is none', async () => {
    const tab = await tabAt('instruments?sort=evil&order=ASC');
    await tab.settled();
    await tab.page.getByRole('button', { name: 'Order: Usual order' }).waitFor();
    expect(tab.faults).toEqual([]);
  });

  it('have a form that hides nothing of what the focus is on, on a phone and by keyboard alone', async () => {
    const [id] = await insertListings(panel.api.database, [{ name: 'Bandoneón' }]);
    const tab = await panel.tab(
      await panel.context({ width: 320 }, { viewport: { width: 320, height: 640 } }),
    );
    await tab.open(`instruments/${id}`);
    await tab.signIn(boss.user.email, GOOD_PASSWORD);
    await tab.page.getByRole('textbox', { name: 'Brand' }).waitFor();
    await tab.settled();
    for (const key of ['Tab', 'Shift+Tab'] as const) {
      const stops = await walk(tab, key);
      expect(stops.filter(({ isField }) => isField).length).toBeGreaterThan(9);
      expect(stops.filter(({ hidden }) => hidden > 0)).toEqual([]);
    }
    // nor behind what a lost connection says
    await tab.page.context().setOffline(true);
    await tab.page.getByRole('textbox', { name: 'Brand' }).fill('Alfred Arnold');
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page.getByText('The server cannot be reached').waitFor();
    for (const key of ['Tab', 'Shift+Tab'] as const) {
      expect((await walk(tab, key)).filter(({ hidden }) => hidden > 0)).toEqual([]);
    }
    await tab.page.context().close();
  });

  it('come out of a file that was tried first, with its refused rows explained and to be had as a file', async () => {
    const count = async (): Promise<number> =>
      Number(
        (
          await panel.api.database.query<{ n: string }>(
            `SELECT count(*) AS n FROM instrument JOIN source ON source.id = source_id WHERE slug = 'hispasonic'`,
          )
        ).rows[0]?.n,
      );
    const tab = await panel.tab(await panel.context({ language: 'es' }));
    // whoever waits for the window of files only when the key is pressed may be later than a page that is slow
    const file = { name: 'dirty.csv', mimeType: 'text/csv', buffer: DIRTY.buffer };
    tab.page.on('filechooser', (chooser) => void chooser.setFiles(file));
    await tab.open('imports/create');
    await tab.signIn(boss.user.email, GOOD_PASSWORD);
    await tab.page.getByRole('button', { name: 'Archivo Elegir un archivo' }).press('Enter');
    await tab.page.getByRole('status').filter({ hasText: 'dirty.csv' }).waitFor();
    await tab.page.getByRole('button', { name: 'Probar sin guardar' }).click();
    await tab.page.getByRole('region', { name: 'No se ha guardado nada' }).waitFor();
    expect(await valueOf(tab, 'Rechazadas')).toBe(String(DIRTY.rejected));
    expect(await count()).toBe(0);
    await tab.page.getByText(/Quedaría retenida.*Se rechazaron \d+ de \d+ filas, más del 20 %/).waitFor();

    await tab.page.getByRole('button', { name: 'Importar', exact: true }).click();
    await tab.page.waitForURL(/imports\/\d+\/show/);
    await tab.page.getByText('El anuncio no tiene nombre.').waitFor();
    await tab.page.getByText('dirty.csv').waitFor();
    await tab.page.getByText(/^Se rechazaron \d+ de \d+ filas, más del 20 %/).waitFor();
    await tab.page.getByRole('button', { name: 'Aprobar' }).click();
    // the file was not a complete one
    await tab.page.getByRole('dialog').getByText('Se da por correcta').waitFor();
    await tab.page.getByRole('dialog').getByRole('button', { name: 'Aprobar' }).click();
    await tab.page.getByText(/^La aprobó client\d+@example.*Se había retenido: Se rechazaron/).waitFor();
    await tab.page.getByText('El enlace no es http ni https.').waitFor();
    expect(await valueOf(tab, 'Nuevas')).toBe(String(DIRTY.created));
    expect(await valueOf(tab, 'Rechazadas')).toBe(String(DIRTY.rejected));
    expect(await count()).toBe(DIRTY.created);

    const [download] = await Promise.all([
      tab.page.waitForEvent('download'),
      tab.page.getByRole('button', { name: 'Descargar las filas rechazadas' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^import-\d+-errors\.csv$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.slice(0, text.indexOf('\n'))).toContain('_code');
    for (const code of ['name_missing', 'link_scheme', 'price_negative']) expect(text).toContain(code);

    await tab.open(`instruments?filter=${encodeURIComponent('{"q":"strat"}')}`);
    await tab.page.getByRole('link', { name: /<script>.*strat/ }).click();
    await tab.page.getByRole('heading', { name: /<script>.*strat/ }).waitFor();
    await tab.settled();
    expect(await tab.page.evaluate('window.hacked === undefined')).toBe(true);
    expect(tab.faults).toEqual([]);
  });

  it('show their state, what they have cost from the first price until now, and pins that go one by one', async () => {
    const [id] = await insertListings(panel.api.database, [
      { name: 'Melotrón', price: 90, status: 'expired' },
    ]);
    await panel.api.database.query(
      `UPDATE instrument SET first_seen_at = now() - interval '20 days', pinned = '{brand,price}' WHERE id = $1`,
      [id],
    );
    await panel.api.database.query(
      `INSERT INTO price_change (instrument_id, previous_price, previous_currency, price, currency, changed_at)
       VALUES ($1, 100, 'EUR', 90, 'EUR', now() - interval '10 days')`,
      [id],
    );
    const tab = await tabAt(`instruments/${id}`);
    await tab.page.getByText('expired', { exact: true }).waitFor();
    // one change has two prices: a step in the middle, and the line goes on until now
    const chart = tab.page.getByRole('img', { name: 'between €90.00 and €100.00' });
    await chart.waitFor();
    expect(await chart.locator('path').getAttribute('d')).toMatch(/^M0\.0+ 0\.0+H0\.5\d*V1\.0+H1$/);
    const pinned = async (): Promise<unknown> =>
      (await panel.api.database.query('SELECT pinned FROM instrument WHERE id = $1', [id])).rows;
    // the browser's question is answered with no: what was typed stays, and nothing is done
    await tab.page.locator('input[name=location]').fill('Sin guardar');
    await tab.page.getByRole('button', { name: 'Let go of “Brand”' }).click();
    expect(await pinned()).toEqual([{ pinned: ['brand', 'price'] }]);
    expect(await tab.page.locator('input[name=location]').inputValue()).toBe('Sin guardar');
    tab.page.once('dialog', (dialog) => void dialog.accept());
    await tab.page.getByRole('button', { name: 'Let go of “Brand”' }).click();
    await tab.page.getByRole('button', { name: 'Let go of “Brand”' }).waitFor({ state: 'detached' });
    expect(await pinned()).toEqual([{ pinned: ['price'] }]);
    await tab.holds(`document.activeElement.tagName === 'H2'`);
    expect(tab.faults).toEqual([]);
    // a page that is behind is refused once, and shows what is there then
    await panel.api.database.query('UPDATE instrument SET version = version + 1 WHERE id = $1', [id]);
    const letGo = tab.page.getByRole('button', { name: 'Let go of “Price”' });
    await letGo.click();
    await tab.page.getByText('The listing was changed meanwhile').waitFor();
    await tab.settled();
    await letGo.click();
    await letGo.waitFor({ state: 'detached' });
  });

  it('are not changed when they were removed meanwhile, which is said', async () => {
    const [id] = await insertListings(panel.api.database, [{ name: 'Flauta' }]);
    const tab = await tabAt(`instruments/${id}`);
    await tab.page.locator('input[name=brand]').fill('Mía');
    expect((await boss.client.delete(`/api/v1/instruments/${id}`)).statusCode).toBe(204);
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = tab.page.getByRole('dialog', { name: 'Somebody was faster' });
    await dialog.getByText('has been removed since').waitFor();
    await dialog.getByRole('cell', { name: 'Mía' }).waitFor();
    expect(await dialog.getByRole('button').allTextContents()).toEqual([
      'Go on editing',
      'Take what is there',
    ]);
    expect(tab.faults).toEqual([]);
  });

  it('that were found by other words say so, and are searched for by them at a click', async () => {
    await insertListings(
      panel.api.database,
      Array.from({ length: 4 }, (_, at) => ({ name: `Zanfona ${at}` })),
    );
    const tab = await tabAt(`instruments?filter=${encodeURIComponent('{"q":"zanfonna"}')}`);
    await tab.page.getByText('Nothing has “zanfonna”. These are the results of “zanfona”.').waitFor();
    await tab.page.getByRole('button', { name: 'Search for that' }).click();
    await tab.page.getByText('Nothing has').waitFor({ state: 'detached' });
    await tab.holds(`location.href.includes('zanfona')`);
    expect(await tab.results()).toBe(4);
    expect(tab.faults).toEqual([]);
  });
});
