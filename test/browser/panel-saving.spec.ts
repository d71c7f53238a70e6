import type { Dialog } from 'playwright-core';
import { describeInBrowser } from '../support/browser';
import { type SignedIn, signIn } from '../support/clients';
import { insertListings } from '../support/listings';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';
import { until } from '../support/uploads';

let panel: TestPanel;
let boss: SignedIn;
let tab: PanelTab;
/** Lets the answers to what is saved come. */
let answer: () => void;

/** Saves, with an answer that does not come before {@link answer} is called. */
async function save(name = 'Save'): Promise<void> {
  const comes = new Promise<void>((resolve) => (answer = resolve));
  await tab.page.route(
    '**/api/v1/**',
    async (route) => {
      if (route.request().method() !== 'GET') await comes;
      await route.continue();
    },
    { times: 1 },
  );
  await tab.page.getByRole('button', { name, exact: true }).click();
}

const press = (name: string): Promise<void> => tab.page.getByRole('button', { name, exact: true }).click();

const field = (name: string) => tab.page.getByRole('textbox', { name, exact: true });

/** Resolves when the focus is on what has this text, and nothing takes it from there. */
async function isOn(text: string): Promise<void> {
  const focused = `document.activeElement !== document.body && document.activeElement.textContent === '${text}'`;
  await tab.holds(focused);
  await tab.settled();
  expect(await tab.page.evaluate(focused)).toBe(true);
}

/** Clicks on a section of the menu, and tells whether the panel asked first; he stays then. */
async function isAsked(): Promise<boolean> {
  const before = tab.page.url();
  let asked = false;
  const stay = (dialog: Dialog): void => {
    asked = true;
    void dialog.dismiss();
  };
  tab.page.once('dialog', stay);
  await tab.page.getByRole('navigation').getByRole('link', { name: 'Audit log', exact: true }).click();
  await until(() => Promise.resolve(asked || tab.page.url() !== before));
  tab.page.off('dialog', stay);
  return asked;
}

describeInBrowser('a save at the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    tab = await panel.tabOf(boss, 'users');
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('keeps what is typed in a form meanwhile over its answer, as unsaved, and saves it the next time', async () => {
    await panel.api.importCsv('name,price,link,website\nPlain,90,https://reverb.example/x2,Reverb\n', {
      source: 'reverb',
    });
    await tab.open('instruments');
    await tab.page.getByRole('link', { name: 'Plain' }).click();
    const [brand, place] = [field('Brand'), field('Place')];
    await brand.fill('First');
    await save();
    await brand.fill('Second');
    await place.fill('Somewhere');
    answer();
    const told = tab.page.getByText('The listing is saved.');
    await told.waitFor();
    // what was saved is pinned
    await tab.page.getByRole('button', { name: 'Let go of “Brand”' }).waitFor();
    await tab.settled();
    expect([await brand.inputValue(), await place.inputValue()]).toEqual(['Second', 'Somewhere']);
    expect(await isAsked()).toBe(true);
    await told.waitFor({ state: 'detached' });
    await save();
    answer();
    await told.waitFor();
    await tab.settled();
    expect(await isAsked()).toBe(false);
    const { rows } = await panel.api.database.query(`SELECT brand, location FROM instrument`);
    expect(rows).toEqual([{ brand: 'Second', location: 'Somewhere' }]);
  });

  it('keeps the ticks of groups and permissions that are set meanwhile, as unsaved', async () => {
    for (const name of ['red', 'green'])
      await boss.client.post('/api/v1/admin/groups', { name, permissions: [] });
    const { user } = await signIn(panel.api);
    for (const [path, first, second, button, told] of [
      [`users/${user.id}`, 'red', 'green', 'Save groups', 'The groups are saved.'],
      [`users/${user.id}`, 'View users', 'Add users', 'Save permissions', 'The permissions are saved.'],
      ['groups/red', 'View users', 'Add users', 'Save', 'The group is saved.'],
    ] as const) {
      await tab.open(path);
      const box = (name: string) => tab.page.getByRole('checkbox', { name, exact: true });
      await box(first).click();
      await save(button);
      await box(second).click();
      answer();
      await tab.page.getByText(told).waitFor();
      await tab.page.getByRole('checkbox', { name: first, exact: true, checked: true }).waitFor();
      expect([path, await box(second).isChecked(), await isAsked()]).toEqual([path, true, true]);
      await box(second).click();
      expect(await isAsked()).toBe(false);
    }
    expect(tab.faults).toEqual([]);
  });

  it('closes the fields of something new: what is typed meanwhile would be saved as another one only', async () => {
    await tab.open('groups/create');
    const name = field('Name');
    await name.fill('only-one');
    await save();
    await tab.page.getByRole('checkbox', { name: 'View users', exact: true, disabled: true }).waitFor();
    await name.pressSequentially('-more');
    expect(await name.inputValue()).toBe('only-one');
    answer();
    await tab.page.waitForURL(/groups\/only-one/);
    expect(await isAsked()).toBe(false);
    const { rows } = await panel.api.database.query(`SELECT name FROM app_group WHERE name LIKE 'only%'`);
    expect(rows).toEqual([{ name: 'only-one' }]);
  });

  it('whose answer is lost is not said to be lost: nobody knows, and the next one finds it saved', async () => {
    const [id] = await insertListings(panel.api.database, [{ name: 'Plain', price: 90 }]);
    await tab.open(`instruments/${id}`);
    await field('Brand').fill('Once');
    await field('Price').fill('95');
    await tab.page.route(
      '**/api/v1/instruments/*',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await press('Save');
    const unknown = tab.page.getByText('it is not known whether this was saved');
    await unknown.waitFor();
    await isOn('Save');
    const { rows } = await panel.api.database.query('SELECT brand FROM instrument WHERE id = $1', [id]);
    expect(rows).toEqual([{ brand: 'Once' }]);
    await press('Save');
    await tab.page.getByText('The listing is saved.').waitFor();
    await unknown.waitFor({ state: 'detached' });
    await isOn('Plain');
    expect(await tab.page.getByRole('dialog').count()).toBe(0);
    expect(await isAsked()).toBe(false);
    expect(tab.faults).toEqual([]);
  });

  it('leaves the focus at a fault that the server has found', async () => {
    await boss.client.post('/api/v1/admin/groups', { name: 'taken', permissions: [] });
    await tab.open('groups/create');
    const name = tab.page.getByRole('textbox', { name: 'Name' });
    await name.fill('taken');
    await press('Save');
    await tab.page.getByText('There is a group "taken" already.').first().waitFor();
    await tab.holds(`document.activeElement.name === 'name'`);
    await name.fill('free');
    expect(await name.inputValue()).toBe('free');
  });

  it('tells a conflict once, in words for people, and the focus is on what can be done next', async () => {
    const [id] = await insertListings(panel.api.database, [{ name: 'Plainer' }]);
    await tab.open(`instruments/${id}`);
    await field('Brand').fill('Mine');
    await panel.api.database.query('UPDATE instrument SET version = version + 1 WHERE id = $1', [id]);
    const told = tab.page.locator('form').getByText('The listing was changed meanwhile');
    for (const [choice, focused] of [
      ['Go on editing', 'Save'],
      ['Save mine', 'Plainer'],
    ] as const) {
      await press('Save');
      await tab.page.getByRole('dialog', { name: 'Somebody was faster' }).waitFor();
      expect([await told.count(), await tab.page.getByText('ETag').count()]).toEqual([1, 0]);
      await press(choice);
      await isOn(focused);
      expect(await told.count()).toBe(0);
    }
    expect(tab.faults).toEqual([]);
  });

  it.each([1280, 320])('leaves the focus on the title of a long page, %i px wide', async (width) => {
    await tab.page.setViewportSize({ width, height: 800 });
    const isOnTitle = async (): Promise<void> => {
      await tab.holds(`document.activeElement.id === 'react-admin-title'`);
      await tab.settled();
      expect(await tab.page.locator('h1:focus').isVisible()).toBe(true);
    };
    const { user } = await signIn(panel.api);
    await tab.open(`users/${user.id}`);
    await tab.page.getByRole('checkbox', { name: 'View users', exact: true }).click();
    await press('Save permissions');
    await tab.page.getByText('The permissions are saved.').waitFor();
    await isOnTitle();
    await tab.open('groups/create');
    await field('Name').fill(`new-${width}`);
    await press('Save');
    await tab.page.waitForURL(/groups\/new-/);
    await isOnTitle();
    expect(tab.faults).toEqual([]);
  });
});
