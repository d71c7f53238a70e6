import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { SeedService } from '@app/instruments';
import { describeInBrowser } from '../support/browser';
import { signIn, type SignedIn } from '../support/clients';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';
import { GOOD_PASSWORD } from '../support/users';

let panel: TestPanel;
let boss: SignedIn;
let tab: PanelTab;

async function headings({ page }: PanelTab): Promise<string[]> {
  const cells = page.locator('thead th').filter({ hasText: /\w/ });
  await cells.first().waitFor();
  return cells.allTextContents();
}

/** What is in the file that a click brings. */
async function fileOf({ page }: PanelTab): Promise<{ name: string; rows: Record<string, string>[] }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await coming;
  const text = await readFile(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), rows: parse(text, { columns: true, bom: true }) };
}

describeInBrowser('what lists of the panel show and keep', () => {
  beforeAll(async () => {
    panel = await startPanel();
    await panel.api.app.get(SeedService).loadFixtures();
    boss = await panel.staff({ superuser: true, email: 'boss@example.org' });
    tab = await panel.tabOf(boss);
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('finds a saved filter after a reload, and others find it once it is shared', async () => {
    const filter = encodeURIComponent(JSON.stringify({ q: 'fender' }));
    await tab.open(`instruments?filter=${filter}&sort=price&order=ASC`);
    await tab.settled();
    const found = await tab.results();
    await tab.page.getByRole('button', { name: 'Saved filters' }).click();
    await tab.page.getByLabel('Name', { exact: true }).fill('Cheap Fenders');
    await tab.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page.getByText('“Cheap Fenders” is saved.').waitFor();

    const colleague = await panel.tabOf(await panel.staff(), 'instruments');
    await colleague.settled();
    await colleague.page.getByRole('button', { name: 'Saved filters' }).click();
    await colleague.page.getByText('No filter of this list is saved yet.').waitFor();

    await tab.open('instruments');
    await tab.settled();
    expect(await tab.results()).toBeGreaterThan(found);
    await tab.page.getByRole('button', { name: 'Saved filters' }).click();
    await tab.page.getByRole('button', { name: 'Share “Cheap Fenders”' }).click();
    await tab.page.getByText('Others see “Cheap Fenders” now.').waitFor();
    await tab.page.getByRole('button', { name: 'Cheap Fenders', exact: true }).click();
    await tab.page.getByText(`${found} results`).waitFor();
    expect(tab.page.url()).toContain('sort=price');

    await colleague.page.reload();
    await colleague.settled();
    await colleague.page.getByRole('button', { name: 'Saved filters' }).click();
    await colleague.page.getByText(`of ${boss.user.email}`).waitFor();
    expect(await colleague.page.getByRole('button', { name: 'Delete “Cheap Fenders”' }).count()).toBe(0);
    await colleague.page.getByRole('button', { name: 'Cheap Fenders', exact: true }).click();
    await colleague.page.getByText(`${found} results`).waitFor();
  });

  it('renames and deletes a saved filter, and says which name is taken', async () => {
    await tab.open('users');
    await tab.page.getByRole('button', { name: 'Saved filters' }).click();
    const dialog = tab.page.getByRole('dialog');
    const save = async (name: string): Promise<void> => {
      await dialog.getByLabel('Name', { exact: true }).fill(name);
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    };
    for (const name of ['One', 'Two']) {
      await save(name);
      await dialog.getByRole('button', { name, exact: true }).waitFor();
    }
    await save('Two');
    await tab.page.getByText(/You have a filter "Two"/).waitFor();
    await dialog.getByRole('button', { name: 'Rename “Two”' }).click();
    await dialog.getByLabel('Name', { exact: true }).first().fill('Three');
    await dialog.getByRole('button', { name: 'Save', exact: true }).first().click();
    await dialog.getByRole('button', { name: 'Three', exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Delete “One”' }).click();
    await dialog.getByRole('button', { name: 'One', exact: true }).waitFor({ state: 'detached' });
    await tab.holds(`document.activeElement.ariaLabel === 'Delete “Three”'`);
    await tab.page.keyboard.press('Enter');
    await tab.holds(`document.activeElement.matches('[role=dialog] h2')`);
  });

  it('remembers columns, their order and rows a page in every browser', async () => {
    await tab.open('users');
    await tab.page.getByRole('button', { name: 'Columns' }).click();
    const dialog = tab.page.getByRole('dialog');
    for (const name of ['Staff', 'Superuser', 'Last sign-in', 'Created']) {
      const box = dialog.getByRole('checkbox', { name });
      if ((await box.count()) > 0) await box.click();
    }
    const up = dialog.getByRole('button', { name: 'Move “Name” up' });
    await up.press('Enter');
    // at the end of its way the focus is there still, and nothing goes on
    await tab.holds(`document.activeElement.matches('[aria-label="Move “Name” up"][aria-disabled=true]')`);
    await up.press('Enter');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const chosen = await headings(tab);
    expect(chosen.slice(0, 2)).toEqual(['Name', 'E-mail']);
    await tab.page.getByRole('combobox', { name: 'Rows per page' }).click();
    await tab.page.getByRole('option', { name: '100' }).click();
    await tab.page.waitForURL(/perPage=100/);

    await tab.page.reload();
    await tab.settled();
    expect(await headings(tab)).toEqual(chosen);
    const elsewhere = await panel.tabOf(boss, 'users');
    await elsewhere.settled();
    expect(await headings(elsewhere)).toEqual(chosen);
    expect(await elsewhere.page.getByRole('combobox', { name: 'Rows per page' }).textContent()).toBe('100');
  });

  it('exports exactly what is listed, and so the audit', async () => {
    await tab.open(`instruments?filter=${encodeURIComponent(JSON.stringify({ category: ['bajos'] }))}`);
    await tab.settled();
    const listings = await fileOf(tab);
    expect(listings.name).toMatch(/^instruments-[\d-]+\.csv$/);
    expect(listings.rows).toHaveLength(await tab.results());
    expect(new Set(listings.rows.map(({ category }) => category))).toEqual(new Set(['bajos']));

    await signIn(panel.api, { email: 'seen@example.org' });
    await tab.open(`audit?filter=${encodeURIComponent(JSON.stringify({ email: 'seen@example.org' }))}`);
    await tab.settled();
    const audit = await fileOf(tab);
    expect(audit.name).toBe('audit.csv');
    expect(audit.rows).toHaveLength(await tab.results());
    expect(tab.faults).toEqual([]);
  });

  it('are ordered by words that say the direction, in the language of the panel', async () => {
    const spanish = await panel.tab(await panel.context({ language: 'es' }));
    await spanish.open('instruments');
    await spanish.signIn(boss.user.email, GOOD_PASSWORD);
    await spanish.page.getByRole('button', { name: 'Orden: Orden habitual' }).click();
    const orders = await spanish.page.getByRole('menuitem').allTextContents();
    expect(orders).toContain('Más baratos');
    expect(orders.join()).not.toMatch(/price|asc|desc/i);
    await spanish.page.getByRole('menuitem', { name: 'Más baratos' }).click();
    await spanish.page.getByRole('button', { name: 'Orden: Más baratos' }).waitFor();
    expect(spanish.page.url()).toMatch(/order=ASC.*sort=price|sort=price.*order=ASC/);
    await spanish.page.context().close();
  });

  it('show all that is listed where no state is chosen, and both states together', async () => {
    const { rows } = await panel.api.database.query<{ all: string }>(
      'SELECT count(*) AS all FROM search_document',
    );
    const all = Number(rows[0]?.all);
    await tab.open('instruments');
    await tab.settled();
    const active = await tab.results();
    expect(active).toBeLessThan(all);
    expect(decodeURIComponent(tab.page.url())).toMatch(/^[^?]*$|"status":\["active"\]/);
    const state = tab.page.getByRole('combobox', { name: 'State' });
    const toggle = async (name: string): Promise<void> => {
      await state.click();
      await tab.page.getByRole('option', { name, exact: true }).click();
      await tab.page.keyboard.press('Escape');
    };
    await toggle('expired');
    await tab.page.getByText(`${all} results`, { exact: true }).waitFor();
    await toggle('active');
    await tab.page.getByText(`${all - active} results`, { exact: true }).waitFor();
    await toggle('expired');
    await tab.page.getByText(`${all} results`, { exact: true }).waitFor();
    await tab.page.getByRole('link', { name: 'Change all that match' }).click();
    await tab.page.getByText('All listings that are listed, active and expired').waitFor();
    await tab.page.getByRole('link', { name: 'Show these in their list' }).click();
    await tab.page.getByText(`${all} results`, { exact: true }).waitFor();
  });

  it('say that they are asked again, and offer no change of what is not there yet', async () => {
    await tab.open('instruments');
    await tab.settled();
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await tab.page.route(/api\/v1\/instruments\?.*q=fender/, async (route) => {
      await held;
      await route.continue();
    });
    await tab.page.getByRole('textbox', { name: 'Search' }).fill('fender');
    await tab.page.getByRole('progressbar', { name: 'Searching…' }).waitFor();
    await tab.page.getByRole('status').getByText('Searching…').waitFor();
    const change = tab.page.getByRole('link', { name: 'Change all that match' });
    expect(await change.getAttribute('aria-disabled')).toBe('true');
    answer();
    await tab.settled();
    expect(await change.getAttribute('aria-disabled')).not.toBe('true');
    await tab.page.unroute(/api\/v1\/instruments\?.*q=fender/);
  });

  it('have a title of their own in the browser', async () => {
    const screens = { instruments: 'Listings', imports: 'Imports', system: 'System' };
    for (const [path, name] of Object.entries(screens)) {
      await tab.open(path);
      await tab.page.getByRole('heading', { level: 1, name }).waitFor();
      await tab.holds(`document.title === '${name} · Buscainstrumentos'`);
    }
  });

  it('say which column orders them and in which direction, and tick every row at once', async () => {
    await tab.open('sessions');
    await tab.settled();
    await tab.page
      .getByText(/^Chrome \d+, Linux$/)
      .first()
      .waitFor();
    const heading = (name: string) => tab.page.getByRole('columnheader', { name });
    expect(await heading('Signed in').getAttribute('aria-sort')).toBe('descending');
    await heading('Signed in').getByRole('button').click();
    await tab.page.waitForURL(/order=ASC/);
    await tab.settled();
    expect(await heading('Signed in').getAttribute('aria-sort')).toBe('ascending');
    await heading('Ends at the latest').getByRole('button').click();
    await tab.page.waitForURL(/sort=absolute_expires_at/);
    await tab.settled();
    expect(await heading('Signed in').getAttribute('aria-sort')).toBeNull();
    expect(await heading('Ends at the latest').getAttribute('aria-sort')).toBe('ascending');
    const boxes = tab.page.getByRole('row').getByRole('checkbox');
    const all = tab.page.getByRole('checkbox', { name: 'Select all' });
    await all.click();
    for (const box of await boxes.all()) expect(await box.isChecked()).toBe(true);
    await tab.page.getByText(/^\d+ items? selected$/).waitFor();
    await all.click();
    for (const box of await boxes.all()) expect(await box.isChecked()).toBe(false);
  });

  it('go to the last page and say so where an address names one that is not there', async () => {
    await tab.open('instruments?page=300&perPage=100');
    await tab.page.getByText(/There is no page 300: this is the last one, \d/).waitFor();
    await tab.settled();
    expect(await tab.page.getByRole('row').count()).toBeGreaterThan(1);
    expect(new URL(tab.page.url()).searchParams.get('page')).not.toBe('300');
  });

  it('cover nothing on a narrow screen: buttons have a ground and their own place', async () => {
    const narrow = await panel.tab(await panel.context({ width: 320 }));
    await narrow.open('instruments');
    await narrow.signIn(boss.user.email, GOOD_PASSWORD);
    const styleOf = async (selector: string, name: string): Promise<string> => {
      await narrow.page.waitForSelector(selector);
      return narrow.page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${name}`);
    };
    const create = 'main a[href$="/instruments/create"]';
    expect(await styleOf(create, 'position')).not.toBe('fixed');
    await narrow.page.click(create);
    expect(await styleOf('.RaToolbar-mobileToolbar', 'backgroundColor')).toBe('rgb(255, 255, 255)');
    await narrow.open('sessions');
    const revoke = narrow.page.getByRole('button', { name: /^Revoke:/ }).first();
    await revoke.waitFor();
    const box = await revoke.boundingBox();
    expect((box?.x ?? 999) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
    // what goes on below the buttons shows it, until there is no more
    const shadow = `getComputedStyle(document.querySelector('tbody .panel-action'), '::before').content`;
    expect(await narrow.page.evaluate<string>(shadow)).toBe('""');
    await narrow.page.evaluate(`document.querySelector('[role=region]').scrollTo(9999, 0)`);
    await narrow.holds(`${shadow} === 'none'`);
    await narrow.page.waitForSelector('[data-edge=left]');
    await narrow.open('groups/create');
    const fits = `(({ scrollWidth, clientWidth }) => scrollWidth === clientWidth)(document.querySelector('[role=region]'))`;
    await narrow.page.getByRole('checkbox', { name: 'View users' }).waitFor();
    expect(await narrow.page.evaluate<boolean>(fits)).toBe(true);
    await narrow.page.context().close();
  });
});
