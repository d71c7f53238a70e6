import { describeInBrowser } from '../support/browser';
import type { SignedIn } from '../support/clients';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';

const CSV = `name,price,link,category,website
One,10,https://reverb.example/1,Cosas raras,Reverb
Two,20,https://reverb.example/2,cosas raras,Reverb
Three,30,https://hispasonic.example/3,Cosas raras,Hispasonic
`;

let panel: TestPanel;
let boss: SignedIn;
let tab: PanelTab;

/** How many listings are in a category. */
async function listed(category: string): Promise<number> {
  const answer = await boss.client.get(`/api/v1/instruments?category=${category}&count=exact`);
  return answer.json<{ page: { total: number } }>().page.total;
}

describeInBrowser('the catalogue at the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    for (const source of ['reverb', 'hispasonic']) {
      const [head = '', ...rows] = CSV.split('\n');
      const own = rows.filter((row) => row.toLowerCase().endsWith(source));
      await panel.api.importCsv([head, ...own, ''].join('\n'), { source });
    }
    tab = await panel.tabOf(boss, 'unmapped-labels');
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('maps a spelling in one source, after telling how many listings move', async () => {
    expect(await listed('bajos')).toBe(0);
    const row = tab.page.getByRole('row', { name: /cosas raras reverb/i });
    await row.getByRole('button', { name: 'Map: ' }).click();
    const dialog = tab.page.getByRole('dialog');
    await dialog.getByText('Choose a category').waitFor();
    expect(await dialog.getByRole('button', { name: 'Map' }).isDisabled()).toBe(true);
    await dialog.getByRole('combobox', { name: 'Category' }).click();
    await tab.page.getByRole('option', { name: 'Basses' }).click();
    await dialog.getByText('3 listings would move to Basses.').waitFor();
    await dialog.getByRole('radio', { name: 'Only in Reverb' }).click();
    await dialog.getByText('2 listings would move to Basses.').waitFor();
    await dialog.getByRole('button', { name: 'Map' }).click();
    await tab.page.getByText(/means Basses now: 2 listings have moved/).waitFor();
    await row.waitFor({ state: 'detached' });
    // whoever walks by keyboard goes on with the next one
    await tab.holds(`document.activeElement.ariaLabel?.startsWith('Map: ')`);
    expect(await listed('bajos')).toBe(2);
  });

  it('maps what is left everywhere, from the list of all spellings, by keyboard alone', async () => {
    const filter = encodeURIComponent(JSON.stringify({ mapped: false, q: 'cosas' }));
    await tab.open(`category-aliases?filter=${filter}`);
    await tab.page.getByText('1 result', { exact: true }).waitFor();
    await tab.page.getByRole('button', { name: 'Map: ' }).focus();
    await tab.page.keyboard.press('Enter');
    const dialog = tab.page.getByRole('dialog');
    await dialog.waitFor();
    await tab.page.keyboard.press('Enter');
    await tab.page.getByRole('option', { name: 'Basses' }).waitFor();
    await tab.page.keyboard.type('Basses');
    await tab.page.keyboard.press('Enter');
    await dialog.getByText('1 listing would move to Basses.').waitFor();
    await dialog.getByRole('button', { name: 'Map' }).press('Enter');
    await tab.page.getByText(/1 listing has moved/).waitFor();
    // nothing is left of what this list shows
    await tab.holds(`document.activeElement.matches('h1')`);
    expect(await listed('bajos')).toBe(3);
  });

  it('changes a source, with what is wrong at its field, and shows its imports', async () => {
    await tab.open('sources');
    await tab.page.getByRole('link', { name: 'Reverb', exact: true }).click();
    await tab.page.getByLabel('Time zone').fill('Mars/Olympus');
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page.getByText('Write it as Europe/Madrid.').waitFor();
    await tab.page.getByLabel('Time zone').fill('America/New_York');
    await tab.page.getByLabel('Interval').fill('48');
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page.getByText('The source is saved.').waitFor();
    const source = await boss.client.get('/api/v1/admin/sources/reverb');
    expect(source.json()).toMatchObject({
      time_zone: 'America/New_York',
      interval_hours: 48,
      currency: 'EUR',
    });
    const runs = tab.page.getByRole('table', { name: 'Last imports' });
    expect(await runs.getByRole('link').count()).toBe(1);
    await runs.getByRole('link').click();
    await tab.page.getByRole('heading', { name: 'Import of Reverb' }).waitFor();
  });

  it('adds a source', async () => {
    await tab.open('sources/create');
    await tab.page.getByLabel('Slug').fill('Not a slug');
    await tab.page.getByLabel('Name').fill('Ocasión');
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page.getByText('Only lower case letters').waitFor();
    await tab.page.getByLabel('Slug').fill('ocasion');
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page.getByRole('heading', { name: 'Ocasión' }).waitFor();
    await tab.page.getByText('Nothing has been imported yet.').waitFor();
    expect(tab.faults).toEqual([]);
  });

  it('offers nothing to those who may only look', async () => {
    const viewer = await panel.staff({
      permissions: ['instruments.view_category', 'instruments.view_source'],
    });
    const theirs = await panel.tabOf(viewer, 'category-aliases');
    await theirs.page.getByText(/results/).waitFor();
    expect(await theirs.page.getByRole('button', { name: /^(Map|Change): / }).count()).toBe(0);
    await theirs.open('sources/reverb');
    await theirs.page.getByRole('heading', { name: 'Reverb' }).waitFor();
    expect(await theirs.page.getByLabel('Currency').isEditable()).toBe(false);
    expect(await theirs.page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
  });
});
