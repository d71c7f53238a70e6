import { describeInBrowser } from '../support/browser';
import { PANEL_BUILD_TIME, startPanel, type TestPanel } from '../support/panel';

let panel: TestPanel;

describeInBrowser('the panel without what it needs', () => {
  beforeAll(async () => {
    panel = await startPanel();
  }, PANEL_BUILD_TIME);
  afterEach(() => panel.closeTabs());
  afterAll(() => panel.close());

  it('tells of a lost connection once, covers nothing by it, and goes on when it is back', async () => {
    const boss = await panel.staff({ superuser: true });
    const { page } = await panel.tabOf(boss, 'users');
    await page.getByText(/\d results?$/).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('textbox', { name: 'Search' }).fill('nobody');
    const lost = page.getByText('The server cannot be reached');
    await lost.waitFor();
    await page.getByText('This could not be loaded').waitFor();
    const said = await page.getByRole('status').or(page.getByRole('alert')).allTextContents();
    expect(said.filter((text) => /server/.test(text))).toHaveLength(1);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      // whoever presses in the middle of a field or a button meets it, and not the notice
      const covered = await page.evaluate<string[]>(`(() => {
        const notice = [...document.querySelectorAll('[role=status]')].find((one) => /server/.test(one.textContent));
        const { top, bottom, left, right } = notice.getBoundingClientRect();
        return [...document.querySelectorAll('main :is(input, button, h1, h2)')].filter((one) => {
          const box = one.getBoundingClientRect();
          return box.width > 0 && box.top < bottom && box.bottom > top && box.left < right && box.right > left;
        }).map((one) => one.outerHTML.slice(0, 200));
      })()`);
      expect(covered).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.context().setOffline(false);
    await lost.waitFor({ state: 'detached' });
    await page.getByText('0 results').waitFor();
  });

  it('says of a screen that a lost connection has kept away why, and shows it when it is back', async () => {
    const boss = await panel.staff({ superuser: true });
    const tab = await panel.tabOf(boss, 'instruments');
    const { page } = tab;
    await page.getByText(/\d results?$/).waitFor();
    await page.evaluate('window.isSame = true');
    const menu = page.getByRole('navigation', { name: 'Sections' });
    await page.context().setOffline(true);
    for (const name of ['Dashboard', 'Imports', 'System']) {
      await menu.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await menu.locator('[aria-current=page]', { hasText: name }).waitFor();
      await page.getByText('The server cannot be reached').waitFor();
      await page.getByText('This could not be loaded').waitFor();
      // whoever tries it meanwhile is told the same again
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('This could not be loaded').waitFor();
      expect(await page.getByRole('progressbar').count()).toBe(0);
      expect(await page.getByRole('table').count()).toBe(0);
    }
    expect(await tab.axe()).toEqual([]);
    // of itself the one that is shown, and each of the others when it is opened
    await page.context().setOffline(false);
    await page.getByText('The server cannot be reached').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Program' }).waitFor();
    await menu.getByRole('link', { name: 'Imports' }).click();
    await page.getByText(/\d results?$/).waitFor();
    await menu.getByRole('link', { name: 'Dashboard' }).click();
    await page.getByText('Sign-ins by day').waitFor();
    expect(await page.getByText('This could not be loaded').count()).toBe(0);
    // the page was not loaded anew
    expect(await page.evaluate('window.isSame')).toBe(true);
    expect(tab.faults).toEqual([]);
  });

  it('loads the page anew where a newer build no longer has the file of a screen', async () => {
    const boss = await panel.staff({ superuser: true });
    const { page, faults } = await panel.tabOf(boss, 'instruments');
    await page.evaluate('window.isSame = true');
    await page.route('**/assets/dashboard-*.js', (route) => route.fulfill({ status: 404 }), { times: 1 });
    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await page.getByText('Sign-ins by day').waitFor();
    expect(await page.evaluate('window.isSame')).toBeUndefined();
    expect(faults).toEqual([]);
  });
});
