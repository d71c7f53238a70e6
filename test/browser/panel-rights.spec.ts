import { UserRightsService } from '@app/users';
import { describeInBrowser } from '../support/browser';
import type { SignedIn } from '../support/clients';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';
import { GOOD_PASSWORD } from '../support/users';

let panel: TestPanel;

/** The sections of the menu. */
const sectionsOf = (tab: PanelTab): Promise<string[]> =>
  tab.page.getByRole('navigation', { name: 'Sections' }).getByRole('link').allTextContents();

/** Comes back to a tab, as a browser says it. */
const comeBack = (tab: PanelTab): Promise<void> => tab.page.evaluate(`dispatchEvent(new Event('focus'))`);

const change = (
  who: SignedIn,
  changes: Parameters<UserRightsService['changePermissions']>[2],
): Promise<void> => panel.api.app.get(UserRightsService).changePermissions('system', who.user.id, changes);

describeInBrowser('rights at the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
  }, PANEL_BUILD_TIME);
  afterEach(() => panel.closeTabs());
  afterAll(() => panel.close());

  it('follow what is given and taken meanwhile, without a reload and without a loss of what is typed', async () => {
    const clerk = await panel.staff({ permissions: ['users.view_user', 'users.change_user'] });
    const tab = await panel.tabOf(clerk, `users/${clerk.user.id}`);
    await tab.page.getByLabel('Name', { exact: true }).fill('typed meanwhile');
    const before = await sectionsOf(tab);
    await change(clerk, { grant: ['audit.view_entry'] });
    await comeBack(tab);
    const audit = tab.page.getByRole('navigation').getByRole('link', { name: 'Audit log', exact: true });
    await audit.waitFor();
    expect(await tab.page.getByLabel('Name', { exact: true }).inputValue()).toBe('typed meanwhile');
    await change(clerk, { revoke: ['audit.view_entry'] });
    await comeBack(tab);
    await audit.waitFor({ state: 'detached' });
    expect(await sectionsOf(tab)).toEqual(before);
    await change(clerk, { revoke: ['users.change_user'] });
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    // the refusal says so at once
    await tab.page.getByText('You can only look at it').waitFor();
    expect(tab.faults).toEqual([]);
  });

  it('are asked for with each new access token', async () => {
    const clerk = await panel.staff({ permissions: ['users.view_user'] });
    const tab = await panel.tab();
    await tab.page.clock.install();
    await tab.open('users');
    await tab.signIn(clerk.user.email, GOOD_PASSWORD);
    await tab.isIn();
    await change(clerk, { grant: ['audit.view_entry'] });
    await tab.page.clock.fastForward('20:00');
    await tab.page.getByRole('link', { name: clerk.user.email }).click();
    await tab.page.getByRole('navigation').getByRole('link', { name: 'Audit log', exact: true }).waitFor();
  });
});
