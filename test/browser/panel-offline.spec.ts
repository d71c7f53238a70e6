import { describeInBrowser } from '../support/browser';
import { makeKey } from '../support/api-keys';
import type { SignedIn } from '../support/clients';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';

let panel: TestPanel;

/** What others do while the connection of a tab is away; back again, it has asked anew for what it shows. */
async function meanwhile({ page }: PanelTab, path: string, work: () => Promise<unknown>): Promise<void> {
  await page.context().setOffline(true);
  await page.evaluate(`dispatchEvent(new Event('focus'))`);
  const lost = page.getByText('The server cannot be reached');
  await lost.waitFor();
  await work();
  const answered = page.waitForResponse((answer) => answer.url().endsWith(path));
  await page.context().setOffline(false);
  await lost.waitFor({ state: 'detached' });
  await answered;
  // and shown it
  await page.waitForTimeout(300);
}

/** Changes the version of a listing that is there now. */
async function changeListing(who: SignedIn, id: string, changes: object): Promise<void> {
  const { headers } = await who.client.get(`/api/v1/admin/instruments/${id}`);
  const version = { 'If-Match': String(headers['etag']) };
  const answer = await who.client.patch(`/api/v1/instruments/${id}`, changes, version);
  if (answer.statusCode !== 200) throw new Error(answer.body);
}

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

  it('keeps what is typed when what is shown has changed meanwhile, and overwrites nothing by it', async () => {
    const boss = await panel.staff({ superuser: true });
    const { id } = await makeKey(panel.api, boss.client, ['users.view_user']);
    const path = `/api/v1/admin/api-keys/${id}`;
    const tab = await panel.tabOf(boss, `api-keys/${id}`);
    const name = tab.page.getByRole('textbox', { name: 'Name' });
    await name.fill('typed meanwhile');
    await meanwhile(tab, path, () => boss.client.patch(path, { permissions: ['audit.view_entry'] }));
    expect(await name.inputValue()).toBe('typed meanwhile');
    const save = tab.page.getByRole('button', { name: 'Save', exact: true });
    await save.click();
    await tab.page.getByText('The API key is saved.').waitFor();
    const saved = { name: 'typed meanwhile', permissions: ['audit.view_entry'] };
    expect((await boss.client.get(path)).json()).toMatchObject(saved);
    // it begins anew with what was saved, and where nothing is typed with the newest
    const box = tab.page.getByRole('checkbox', { name: 'View audit entries' });
    await tab.page.locator('input:checked').first().waitFor();
    expect(await box.isChecked()).toBe(true);
    await meanwhile(tab, path, () => boss.client.patch(path, { name: 'by another' }));
    expect(await name.inputValue()).toBe('by another');
    expect(tab.faults).toEqual([]);
  });

  it('asks whose version of a listing is to stay when another one was saved meanwhile', async () => {
    const boss = await panel.staff({ superuser: true });
    await panel.api.importCsv('name,price,link,website\nPlain,90,https://reverb.example/x2,Reverb\n', {
      source: 'reverb',
    });
    const { rows } = await panel.api.database.query<{ id: string }>('SELECT max(id) AS id FROM instrument');
    const id = rows[0]?.id ?? '';
    const path = `/api/v1/admin/instruments/${id}`;
    const tab = await panel.tabOf(boss, `instruments/${id}`);
    const brand = tab.page.getByRole('textbox', { name: 'Brand' });
    const save = tab.page.getByRole('button', { name: 'Save', exact: true });
    const dialog = tab.page.getByRole('dialog');
    for (const [theirs, mine, choice, stays] of [
      ['Theirs', 'Mine', 'Take what is there', 'Theirs'],
      ['Theirs again', 'Mine again', 'Save mine', 'Mine again'],
    ] as const) {
      await brand.fill(mine);
      await meanwhile(tab, path, () => changeListing(boss, id, { brand: theirs, location: theirs }));
      expect(await brand.inputValue()).toBe(mine);
      await save.click();
      await dialog.getByRole('cell', { name: mine, exact: true }).waitFor();
      await dialog.getByRole('cell', { name: theirs, exact: true }).waitFor();
      await dialog.getByText(`→ ${theirs}`).waitFor();
      await dialog.getByRole('button', { name: choice }).click();
      await dialog.waitFor({ state: 'detached' });
      await tab.holds(`document.querySelector('[name="brand"]').value === '${stays}'`);
      expect((await boss.client.get(path)).json()).toMatchObject({ brand: stays, location: theirs });
    }
    expect(tab.faults).toEqual([]);
  });
});
