import { makeKey } from '../support/api-keys';
import { describeInBrowser } from '../support/browser';
import { signIn, type SignedIn } from '../support/clients';
import { csvOf, manyRows, rowAt } from '../support/imports';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';

let panel: TestPanel;
let boss: SignedIn;
let tab: PanelTab;

describeInBrowser('what one deed does to many listings, at the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    tab = await panel.tabOf(boss);
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('is told of an import before it is approved: on trial, of the one that is held back, and in the question', async () => {
    const source = { source: 'hispasonic' };
    await panel.api.importCsv(csvOf(manyRows(1, 1_201)), source);
    await tab.open('imports/create');
    const file = { name: 'one.csv', mimeType: 'text/csv', buffer: Buffer.from(csvOf([rowAt(1)])) };
    await tab.page.locator('input[type=file]').setInputFiles(file);
    await tab.page.getByRole('combobox', { name: 'Source' }).click();
    await tab.page.getByRole('option', { name: 'Hispasonic' }).click();
    await tab.page.getByRole('checkbox', { name: /holds all that the source offers/ }).check();
    const foretold = 'If it is approved: not seen this time 1,200, removed 0.';
    await tab.page.getByRole('button', { name: 'Try without saving' }).click();
    await tab.page.getByText(`fewer than half of the 1,201 listings that are shown. ${foretold}`).waitFor();

    await tab.page.getByRole('button', { name: 'Import', exact: true }).click();
    await tab.page.waitForURL(/imports\/\d+\/show/);
    await tab.page.getByRole('alert').filter({ hasText: foretold }).waitFor();
    await tab.picture('import-held');
    await tab.page.getByRole('button', { name: 'Approve' }).click();
    const dialog = tab.page.getByRole('dialog');
    await dialog.getByText(foretold).waitFor();
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await tab.page.getByText(/^Approved by/).waitFor();
    expect(await tab.page.getByText(foretold).count()).toBe(0);
    const marked = await panel.api.database.query("SELECT FROM instrument WHERE status = 'stale'");
    expect(marked.rowCount).toBe(1_200);
  });

  it('is told in the history of a listing: the mapping of its spelling, and that only imports changed another', async () => {
    const rows = [rowAt(5_001, { category: 'Ocarinas' }), rowAt(5_002)];
    await panel.api.importCsv(csvOf(rows), { source: 'reverb' });
    const { client } = await signIn(panel.api, {
      permissions: ['instruments.change_category', 'instruments.change_instrument'],
    });
    await client.post('/api/v1/admin/category-aliases', { label: 'Ocarinas', category: 'vientos' });
    const found = await panel.api.database.query<{ id: string }>(
      "SELECT id FROM instrument WHERE name IN ('listing 5001', 'listing 5002') ORDER BY name",
    );
    const [mapped, other] = found.rows.map(({ id }) => id);
    await tab.open(`instruments/${mapped}`);
    const history = tab.page.getByRole('table', { name: 'Changes so far' });
    await history.getByText('The spelling “Ocarinas” was mapped to Wind instruments.').waitFor();
    const changes = { location: 'Vigo', name: 'Ocarina', price: { amount: '70.00', currency: 'EUR' } };
    const { program } = await makeKey(panel.api, boss.client, ['instruments.change_instrument']);
    await program.patch(`/api/v1/instruments/${mapped}`, changes, { 'if-match': '*' });
    await tab.page.reload();
    await history.getByRole('button', { name: /^(?=.*Name)(?=.*Price)(?=.*Place)/ }).waitFor();
    await history.getByText('by the API key “scraper”').waitFor();
    await tab.open(`instruments/${other}`);
    await tab.page.getByText('Nobody has changed this listing by hand.').waitFor();
  });
});
