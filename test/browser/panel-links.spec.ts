import { AccountLinksService, AccountMailService } from '@app/auth';
import { describeInBrowser } from '../support/browser';
import { signIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';
import {
  chooseAnotherPassword,
  PANEL_BUILD_TIME,
  type PanelTab,
  startPanel,
  type TestPanel,
  typeNewPassword,
} from '../support/panel';

const ANOTHER_PASSWORD = 'doce paraguas y un tejado';

let panel: TestPanel;

/** A link in a tab of its own, as out of a mail. */
async function opened(link: string): Promise<PanelTab> {
  const tab = await panel.tab();
  await tab.page.goto(link);
  return tab;
}

describeInBrowser('a link of a mail that leads to the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
  }, PANEL_BUILD_TIME);
  afterEach(() => panel.closeTabs());
  afterAll(() => panel.close());

  it('lets in whoever was invited at the panel, by the link of his mail', async () => {
    const boss = await panel.staff({ superuser: true });
    const inviting = await panel.tabOf(boss, 'users/create');
    await inviting.page.getByLabel('E-mail').fill('invited@example.org');
    await inviting.page.getByLabel('Staff').click();
    await inviting.page.getByRole('button', { name: 'Save', exact: true }).click();
    await inviting.page.getByText('has been sent to its owner').waitFor();

    const tab = await panel.tab();
    await tab.page.goto(await panel.linkOf('invited@example.org'));
    await tab.page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    expect(tab.page.url()).toBe(`${panel.base}/admin/choose-password`);
    const state = 'JSON.stringify([history.state, localStorage, sessionStorage, document.referrer])';
    expect(await tab.page.evaluate<string>(state)).not.toContain('token');
    await chooseAnotherPassword(tab, ANOTHER_PASSWORD);
    await tab.page.getByRole('heading', { name: 'The password is saved' }).waitFor();
    await tab.page.getByRole('link', { name: 'Go to the sign-in' }).click();
    await tab.signIn('invited@example.org', ANOTHER_PASSWORD);
    await tab.isIn();
    // a link is good once, and a page without one says so
    await tab.open('choose-password');
    await tab.page.getByRole('heading', { name: 'Something of the link is missing' }).waitFor();
    expect(tab.faults.concat(inviting.faults)).toEqual([]);
  });

  it('is not needed by whoever got a password by hand, who has to choose another one first', async () => {
    const boss = await panel.staff({ superuser: true });
    const adding = await panel.tabOf(boss, 'users/create');
    await adding.page.getByLabel('E-mail').fill('byhand@example.org');
    await adding.page.getByLabel('Staff').click();
    await adding.page.getByLabel('Password', { exact: true }).fill(GOOD_PASSWORD);
    await adding.page.getByRole('button', { name: 'Save', exact: true }).click();
    await adding.page.waitForURL(/users\/[0-9a-f-]{36}/);
    const tab = await panel.tab();
    await tab.open('');
    await tab.signIn('byhand@example.org', GOOD_PASSWORD);
    await tab.page.getByRole('heading', { name: 'Choose another password' }).waitFor();
    await adding.page.getByRole('link', { name: 'What was done to the account' }).click();
    await adding.page.getByRole('cell', { name: 'User created' }).waitFor();
    expect(await adding.results()).toBe(1);
    expect(tab.faults.concat(adding.faults)).toEqual([]);
  });

  it('sends whoever forgot his password a link to another one', async () => {
    const { user } = await panel.staff();
    const tab = await panel.tab();
    await tab.open('');
    await tab.page.getByRole('button', { name: 'I forgot my password' }).click();
    await tab.page.getByRole('button', { name: 'Send the link' }).click();
    await tab.page.getByText('Must be a valid e-mail address.').waitFor();
    await tab.page.getByLabel('E-mail').fill(user.email);
    await tab.page.getByRole('button', { name: 'Send the link' }).click();
    await tab.page.getByText('a link arrives there').waitFor();
    await tab.page.goto(await panel.linkOf(user.email));
    await typeNewPassword(tab, ANOTHER_PASSWORD);
    await tab.page.getByRole('link', { name: 'Go to the sign-in' }).click();
    await tab.signIn(user.email, ANOTHER_PASSWORD);
    await tab.isIn();
  });

  it('can be sent to somebody again, where it was not followed', async () => {
    const boss = await panel.staff({ superuser: true });
    const { user } = await signIn(panel.api);
    const tab = await panel.tabOf(boss, `users/${user.id}`);
    await tab.page.getByRole('button', { name: 'Send the invitation again' }).click();
    const dialog = tab.page.getByRole('dialog', { name: 'Send the invitation again' });
    await dialog.getByRole('button', { name: 'Send the invitation again' }).click();
    await tab.page.getByText(`The invitation is on its way to ${user.email}.`).waitFor();
    await dialog.waitFor({ state: 'detached' });
    const { page } = await opened(await panel.linkOf(user.email));
    await page.getByRole('heading', { name: 'Choose your password' }).waitFor();
    // the audit knows who did it by the beginning of his address, and whom it was about by name
    const filter = { action: 'user.invited', q: boss.user.email.split('@')[0] };
    await tab.open(`audit?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    await tab.page.getByRole('main').getByRole('link', { name: user.email, exact: true }).waitFor();
    // who has a password needs none
    await tab.open(`users/${boss.user.id}`);
    await tab.page.getByRole('heading', { name: 'Actions' }).waitFor();
    expect(await tab.page.getByRole('button', { name: 'Send the invitation again' }).count()).toBe(0);
    expect(tab.faults).toEqual([]);
  });

  it('is told to be no longer good before anybody types, and another one can be asked for', async () => {
    const { user } = await panel.staff();
    const links = panel.api.app.get(AccountLinksService);
    await panel.api.app.get(AccountMailService).sendLink(user, 'account_created');
    const link = await panel.linkOf(user.email);
    await links.voidPasswordLinks(user.id);
    const { page, faults } = await opened(link);
    await page.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
    expect(await page.locator('input[type=password]').count()).toBe(0);
    await page.getByRole('button', { name: 'Ask for another link' }).click();
    await page.getByLabel('E-mail').fill(user.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('a link arrives there').waitFor();

    const tab = await opened(await panel.linkOf(user.email));
    await tab.page.getByRole('heading', { name: 'Choose another password' }).waitFor();
    // and one that dies while its form is open
    await links.voidPasswordLinks(user.id);
    await typeNewPassword(tab, ANOTHER_PASSWORD);
    await tab.page.getByRole('heading', { name: 'This link is no longer good' }).waitFor();
    await tab.page.getByRole('link', { name: 'Go to the sign-in' }).click();
    await tab.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect([...faults, ...tab.faults]).toEqual([]);
  });

  it('is shown with its form where nobody can tell whether it is good', async () => {
    const { user } = await panel.staff();
    await panel.api.app.get(AccountMailService).sendLink(user, 'password_reset');
    const tab = await panel.tab();
    await tab.page.route('**/reset/check', (route) => route.abort());
    await tab.page.goto(await panel.linkOf(user.email));
    await chooseAnotherPassword(tab, ANOTHER_PASSWORD);
    await tab.page.getByRole('heading', { name: 'The password is saved' }).waitFor();
  });
});
