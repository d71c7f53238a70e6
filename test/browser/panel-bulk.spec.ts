import { describeInBrowser } from '../support/browser';
import { ended } from '../support/bulk-jobs';
import type { SignedIn } from '../support/clients';
import { insertListings } from '../support/listings';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';

const MANY = 5_000;
const HELD_AT = 2_200;

let panel: TestPanel;
let boss: SignedIn;
let tab: PanelTab;

const listOf = (resource: string, filter: object): string =>
  `${resource}?filter=${encodeURIComponent(JSON.stringify(filter))}`;

/** Chooses of a list of values by its label. */
async function choose(label: string, option: string): Promise<void> {
  await tab.page.getByRole('combobox', { name: label }).click();
  await tab.page.getByRole('option', { name: option }).click();
}

const press = (name: string): Promise<void> => tab.page.getByRole('button', { name, exact: true }).click();

const count = async (sql: string): Promise<number> =>
  Number((await panel.api.database.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]?.n);

/** The id of the job whose screen is open. */
async function shownJob(): Promise<string> {
  await tab.page.waitForURL(/bulk-jobs\/\d+\/show/);
  return /bulk-jobs\/(\d+)/.exec(tab.page.url())?.[1] ?? '';
}

describeInBrowser('many listings at once, at the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    tab = await panel.tabOf(boss, 'bulk-jobs');
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('are changed only by whoever types how many they are, and a job that is stopped keeps what it did', async () => {
    const ids = await insertListings(
      panel.api.database,
      Array.from({ length: MANY }, (_, index) => ({ name: `Clavinet ${index}` })),
    );
    // the fifth batch waits for this lock
    await panel.api.database.query(`CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.object_id = '${ids[HELD_AT]}' THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF; RETURN NEW; END $$`);
    await panel.api.database.query(`CREATE TRIGGER wait_for_the_test BEFORE INSERT ON audit_entry FOR EACH ROW
      EXECUTE FUNCTION wait_for_the_test()`);
    await panel.api.database.query('SELECT pg_advisory_lock(4711)');

    await tab.open(listOf('instruments', { q: 'clavinet' }));
    await tab.page.getByRole('link', { name: 'Change all that match' }).click();
    await tab.page.getByText('Search: clavinet').waitFor();
    await choose('What to do', 'Move to a category');
    await choose('Category', 'Basses');
    await press('See what would change');
    await tab.page.getByRole('heading', { name: '5,000 listings would be changed' }).waitFor();
    expect(await tab.page.getByRole('link', { name: /^Clavinet \d$/ }).count()).toBe(10);

    const box = tab.page.getByLabel('Number of listings');
    for (const wrong of ['', '4999', '5,00', 'yes']) {
      await box.fill(wrong);
      await press('Move 5,000 listings');
      await tab.page.getByText('This is not the number of listings that match.').waitFor();
      expect(await box.getAttribute('aria-invalid')).toBe('true');
    }
    expect(await count('bulk_job')).toBe(0);

    await box.fill('5,000');
    await box.press('Enter');
    await tab.page.getByText('2,000 of 5,000 are through').waitFor();
    // a look that gets no answer leads nowhere
    const shown = tab.page.url();
    const unanswered = tab.page.waitForEvent('requestfailed');
    await tab.page.route('**/admin/bulk-jobs/*', (route) => route.abort('connectionreset'), { times: 1 });
    await unanswered;
    await tab.page.waitForResponse('**/admin/bulk-jobs/*');
    expect(tab.page.url()).toBe(shown);
    const list = await panel.tabOf(boss, 'bulk-jobs');
    const row = list.page.getByRole('row', { name: 'Move to Basses' });
    expect(await row.textContent()).toMatch(/running.*5,000.*2,000/);
    await press('Stop the job');
    await tab.page.getByRole('dialog').getByRole('button', { name: 'Stop the job' }).click();
    await tab.page.getByText('stopped when 2,000 of 5,000 listings were through').waitFor();
    await tab.page.getByRole('button', { name: 'Stop the job' }).waitFor({ state: 'detached' });
    await panel.api.database.query('SELECT pg_advisory_unlock(4711)');

    expect(await ended(boss.client, await shownJob())).toMatchObject({ state: 'cancelled', changed: 2_000 });
    const moved = `instrument JOIN category ON category.id = category_id
                    WHERE instrument.name LIKE 'Clavinet%' AND slug = 'bajos'`;
    expect(await count(moved)).toBe(2_000);
    await panel.api.database.query('DROP TRIGGER wait_for_the_test ON audit_entry');
    // the list that was open all the time
    await row.filter({ hasText: /stopped.*5,000.*2,000/ }).waitFor();
    await list.page.close();
  });

  it('are counted anew when there are more of them than were looked at', async () => {
    await insertListings(panel.api.database, Array(101).fill({ name: 'Ondioline' }));
    await tab.open(listOf('instruments', { q: 'ondioline' }));
    await tab.page.getByRole('link', { name: 'Change all that match' }).click();
    await choose('What to do', 'Set the state');
    await choose('State', 'expired');
    await press('See what would change');
    await tab.page.getByLabel('Number of listings').fill('101');
    await insertListings(panel.api.database, [{ name: 'Ondioline' }]);
    await press('Let 101 listings expire');
    await tab.page.getByRole('alert').filter({ hasText: '102' }).waitFor();
    await press('See what would change');
    await tab.page.getByRole('heading', { name: '102 listings would be changed' }).waitFor();
  });

  it('are ordered once more from the same preview where the order got no answer', async () => {
    await insertListings(panel.api.database, Array(101).fill({ name: 'Trautonium' }));
    await tab.open(listOf('instruments', { q: 'trautonium' }));
    await tab.page.getByRole('link', { name: 'Change all that match' }).click();
    await choose('What to do', 'Set the state');
    await choose('State', 'expired');
    await press('See what would change');
    const box = tab.page.getByLabel('Number of listings');
    await box.fill('101');
    await tab.page.route('**/admin/bulk-jobs', (route) => route.abort('connectionreset'), { times: 1 });
    await press('Let 101 listings expire');
    await tab.page.getByText('it is not known whether this was done').waitFor();
    expect(await box.inputValue()).toBe('101');
    await press('Let 101 listings expire');
    await tab.page.getByText('101 of 101 are through').waitFor();
  });

  it('are ticked one by one, also by keyboard, and those that cannot be changed say why', async () => {
    await insertListings(panel.api.database, [
      { name: 'Theremin barato', price: 1.2 },
      { name: 'Theremin sin precio' },
      { name: 'Theremin ajeno', price: 3 },
      { name: 'Theremin regalado', price: 0 },
      { name: 'Theremin perdido', price: 4 },
    ]);
    await tab.open(listOf('instruments', { q: 'theremin' }));
    for (const name of ['Theremin barato', 'Theremin sin precio', 'Theremin regalado', 'Theremin perdido']) {
      await tab.page.getByRole('row', { name }).getByRole('checkbox').focus();
      await tab.page.keyboard.press('Space');
    }
    await tab.page.getByRole('link', { name: 'Change the chosen ones' }).focus();
    await tab.page.keyboard.press('Enter');
    await tab.page.getByText('4 listings, ticked in the list').waitFor();
    await tab.page.reload();
    await tab.page.getByText('4 listings, ticked in the list').waitFor();
    await panel.api.database.query(`DELETE FROM instrument WHERE name = 'Theremin perdido'`);
    await choose('What to do', 'Multiply the price by 1,000');
    await press('See what would change');
    await tab.page.getByRole('heading', { name: '1 listing would be changed' }).waitFor();
    await tab.page.getByText('Theremin barato: €1.20 → €1,200.00').waitFor();
    await tab.page.getByText('1 has no price and cannot be changed.').waitFor();
    await tab.page.getByText('1 costs 0, and stays so.').waitFor();
    await tab.page.getByText('1 of those chosen is not in the record.').waitFor();
    await tab.page.getByRole('button', { name: 'Multiply 1 price by 1,000', exact: true }).focus();
    await tab.page.keyboard.press('Enter');
    await tab.page.getByText('3 of 3 are through').waitFor();
    await tab.holds(`document.activeElement.textContent === '3 of 3 are through'`);
    await tab.page.getByText('Not found', { exact: true }).waitFor();
    const failure = tab.page.getByRole('row', { name: 'Theremin sin precio' });
    await failure.getByText('It has no price.').waitFor();
    await tab.page.getByRole('list', { name: 'ticked in the list' }).getByText('Theremin barato').waitFor();
    expect(await count(`instrument WHERE name LIKE 'Theremin%' AND price IN (1200, 3)`)).toBe(2);
    await tab.open(listOf('instruments', { q: 'theremin' }));
    await tab.settled();
    expect(await tab.page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  });

  it('are deleted, found among the removed ones, and restored one by one and together', async () => {
    await insertListings(panel.api.database, Array(4).fill({ name: 'Serpentón' }));
    await tab.open(listOf('instruments', { q: 'serpentón' }));
    await tab.page.getByRole('link', { name: 'Change all that match' }).click();
    await choose('What to do', 'Delete');
    await press('See what would change');
    await press('Delete 4 listings');
    await tab.page.getByText('4 of 4 are through').waitFor();

    await tab.open(listOf('removed-instruments', { q: 'serpent' }));
    await tab.page.getByText('4 results', { exact: true }).waitFor();
    await tab.page.getByRole('button', { name: 'Restore Serpentón' }).first().click();
    await tab.page.getByText('3 results', { exact: true }).waitFor();
    await tab.holds(`document.activeElement.ariaLabel === 'Restore Serpentón'`);

    await tab.page.getByRole('link', { name: 'Serpentón' }).first().click();
    await tab.page.getByText('This listing was removed').waitFor();
    expect(await tab.page.getByLabel('Name', { exact: false }).first().isEditable()).toBe(false);
    await press('Restore Serpentón');
    await tab.page.getByText('This listing was removed').waitFor({ state: 'detached' });

    await tab.open(listOf('removed-instruments', { q: 'serpent' }));
    await tab.page.getByRole('checkbox', { name: 'Select this row' }).first().click();
    await tab.page.getByRole('link', { name: 'Restore the chosen ones' }).click();
    await press('See what would change');
    await press('Restore 1 listing');
    await tab.page.getByText('1 of 1 are through').waitFor();

    await tab.open(listOf('removed-instruments', { q: 'serpent' }));
    await tab.page.getByRole('link', { name: 'Restore all that match' }).click();
    await press('See what would change');
    await press('Restore 1 listing');
    await tab.page.getByText('1 of 1 are through').waitFor();
    expect(await count(`instrument WHERE name = 'Serpentón' AND status = 'active'`)).toBe(4);
    expect(tab.faults).toEqual([]);
  });

  it('are not offered to whoever may only look', async () => {
    const viewer = await panel.staff({ permissions: ['instruments.view_instrument'] });
    const theirs = await panel.tabOf(viewer, listOf('instruments', { q: 'theremin' }));
    await theirs.page.getByRole('link', { name: 'Theremin ajeno' }).waitFor();
    expect(await theirs.page.getByRole('link', { name: 'Change all that match' }).count()).toBe(0);
    expect(await theirs.page.getByRole('checkbox', { name: 'Select this row' }).count()).toBe(0);
    await theirs.open('bulk-jobs');
    await theirs.page
      .getByText(/right permissions|Access denied/)
      .first()
      .waitFor();
  });
});
