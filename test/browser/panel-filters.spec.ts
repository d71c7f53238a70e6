import type { Locator } from 'playwright-core';
import { SeedService } from '@app/instruments';
import { describeInBrowser } from '../support/browser';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';

let panel: TestPanel;
let tab: PanelTab;

const openWith = (list: string, filter: object): Promise<void> =>
  tab.open(`${list}?filter=${encodeURIComponent(JSON.stringify(filter))}`);

/** What is heard about a field besides its name. */
async function described(field: Locator): Promise<string> {
  const ids = (await field.getAttribute('aria-describedby')) ?? '';
  const texts = ids.split(' ').map((id) => tab.page.locator(`[id="${id}"]`).textContent());
  return (await Promise.all(texts)).join(' ');
}

const isNotShown = async (selector: string): Promise<void> => {
  expect([selector, await tab.page.locator(selector).count()]).toEqual([selector, 0]);
};

describeInBrowser('a filter that cannot be', () => {
  beforeAll(async () => {
    panel = await startPanel();
    await panel.api.app.get(SeedService).loadFixtures();
    tab = await panel.tabOf(await panel.staff({ superuser: true }));
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it.each([
    ['instruments', { published_since: '2026-02-30' }, 'Published from', 'no such day'],
    [
      'instruments',
      { published_since: '2026-02-32', published_until: '2026-02-32' },
      'Published until',
      'no such day',
    ],
    [
      'instruments',
      { published_since: '2026-11-21', published_until: '2026-11-20' },
      'Published from',
      'range is empty',
    ],
    [
      'instruments',
      { first_seen_since: '2026-11-21', first_seen_until: '2026-11-20' },
      'First seen from',
      'range is empty',
    ],
    ['instruments', { price_min: 9, price_max: 5 }, 'Price from', 'range is empty'],
    ['removed-instruments', { removed_since: 'soon' }, 'Removed from', 'not written as expected'],
    ['removed-instruments', { source: 'nowhere' }, 'Source', 'No source is called so'],
    ['imports', { state: 'lost' }, 'State', 'not one of the allowed values'],
    ['sessions', { created_from: 'yesterday' }, 'Created from', 'not written as expected'],
    ['sessions', { ip: 'home' }, 'Address', 'not written as expected'],
    ['audit', { from: '2026-13-01' }, 'From', 'not written as expected'],
  ])('of %s, such as %j, is marked at its field and told once', async (list, filter, label, fault) => {
    await openWith(list, filter);
    const main = tab.page.getByRole('main');
    await main.getByRole('alert').filter({ hasText: label }).waitFor();
    const field = main.locator('form').getByLabel(label, { exact: true }).first();
    await tab.holds(`document.querySelectorAll('form [aria-invalid=true]').length > 0`);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await described(field)).toContain(fault);
    expect(await tab.page.getByRole('alert').count()).toBe(1);
    await isNotShown('.MuiSnackbar-root');
    await isNotShown('.MuiTablePagination-root');
    await isNotShown('table');
    expect(tab.faults).toEqual([]);
  });

  it('leaves the other ways to narrow the list where they are, and is mended in its field', async () => {
    await openWith('instruments', { published_since: '2026-02-30', status: ['active'] });
    const main = tab.page.getByRole('main');
    await main.getByRole('alert').waitFor();
    await main.getByRole('button', { name: /^Category/ }).waitFor();
    const days = main.getByRole('navigation', { name: 'By day of publication' });
    await days.getByRole('button', { name: 'All days' }).waitFor();
    expect(await days.getByRole('button', { name: /^20\d\d$/ }).count()).toBeGreaterThan(0);
    await tab.picture('filter-refused');
    const field = main.getByLabel('Published from', { exact: true });
    await field.fill('2020-01-01');
    await main.getByText(/^[\d,]+ results?$/).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('false');
    await isNotShown('main [role=alert]');
    await main.locator('.MuiTablePagination-root').waitFor();

    await openWith('instruments', { price_min: 9, price_max: 5 });
    await main.getByRole('alert').waitFor();
    await days
      .getByRole('button', { name: /^20\d\d$/ })
      .first()
      .waitFor();
    await main.getByRole('spinbutton', { name: 'Price up to' }).fill('5000');
    await main.getByText(/^[\d,]+ results?$/).waitFor();
    await isNotShown('main .Mui-error');

    await openWith('instruments', { published_since: '2026-02-30' });
    await days.getByRole('button', { name: 'All days' }).click();
    await main.getByText(/^[\d,]+ results?$/).waitFor();
    expect(tab.faults).toEqual([]);
  });
});
