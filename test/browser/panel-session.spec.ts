import { PasswordsService } from '@app/users';
import { describeInBrowser } from '../support/browser';
import { signIn } from '../support/clients';
import { chooseAnotherPassword, PANEL_BUILD_TIME, startPanel, type TestPanel } from '../support/panel';
import { GOOD_PASSWORD } from '../support/users';

const ANOTHER_PASSWORD = 'doce paraguas y un tejado';

let panel: TestPanel;

describeInBrowser('the session at the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
  }, PANEL_BUILD_TIME);
  afterEach(() => panel.closeTabs());
  afterAll(() => panel.close());

  it('begins with the form, and leaves no token where a script could find it', async () => {
    const boss = await panel.staff({ superuser: true });
    const tab = await panel.tabOf(boss, 'users');
    await tab.page.getByRole('link', { name: boss.user.email }).waitFor();
    const kept = await tab.page.evaluate<string>(
      'JSON.stringify([document.cookie, localStorage, sessionStorage])',
    );
    expect(kept).not.toMatch(/eyJ/);
    const cookies = await tab.page.context().cookies();
    expect(cookies.find(({ name }) => name === 'rt')).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    await tab.page.reload();
    await tab.isIn();
    expect(tab.faults).toEqual([]);
  });

  it('says the same for a wrong password and for somebody unknown', async () => {
    const boss = await panel.staff();
    const said: (string | null)[] = [];
    for (const email of [boss.user.email, 'nobody@example.org']) {
      const tab = await panel.tab();
      await tab.open('');
      await tab.signIn(email, 'not the password at all');
      said.push(await tab.page.getByRole('alert').filter({ hasText: /\w/ }).textContent());
    }
    expect(said).toEqual(Array(2).fill('The e-mail or the password is not right.'));
  });

  it('says how long to wait after too many failures', async () => {
    const { user } = await panel.staff();
    const tab = await panel.tab();
    await tab.open('');
    for (let time = 0; time < 6; time++) {
      await tab.signIn(user.email, 'not the password at all');
      await tab.page
        .getByRole('alert')
        .filter({ hasText: time < 5 ? 'not right' : 'Too many' })
        .waitFor();
    }
    await expect(tab.page.getByRole('alert').textContent()).resolves.toMatch(/Try again in \d+ seconds?\./);
    expect(await tab.page.getByRole('button', { name: 'Sign in' }).isDisabled()).toBe(true);
  });

  it.each([
    ['/users', '/admin/users'],
    ['//evil.example/', '/admin'],
    ['https://evil.example/', '/admin'],
  ])('goes from next=%s to %s', async (next, path) => {
    const boss = await panel.staff({ superuser: true });
    const tab = await panel.tabOf(boss, `sign-in?next=${encodeURIComponent(next)}`);
    await tab.page.waitForURL(`${panel.base}${path}`);
  });

  it('asks for another password where one has to be chosen', async () => {
    const { user } = await panel.staff({ superuser: true });
    const passwords = panel.api.app.get(PasswordsService);
    await passwords.set('system', user.id, await passwords.prepare(GOOD_PASSWORD, user), {
      mustChange: true,
    });
    const tab = await panel.tab();
    await tab.open('users');
    await tab.signIn(user.email, GOOD_PASSWORD);
    await tab.page.getByRole('heading', { name: 'Choose another password' }).waitFor();
    await tab.page.getByLabel('Present password').fill(GOOD_PASSWORD);
    await tab.page.getByLabel('New password', { exact: false }).first().fill(ANOTHER_PASSWORD);
    await tab.page.getByLabel('New password, again').fill(ANOTHER_PASSWORD);
    await tab.page.getByLabel('Present password').fill('not this one');
    await tab.page.getByRole('button', { name: 'Save the password' }).click();
    await tab.page.locator('p.Mui-error', { hasText: 'not the password of the account' }).waitFor();
    expect(await tab.page.getByLabel('Present password').getAttribute('aria-invalid')).toBe('true');
    await tab.page.getByLabel('Present password').fill(GOOD_PASSWORD);
    await chooseAnotherPassword(tab, ANOTHER_PASSWORD);
    await tab.isIn();
    await tab.page.getByRole('link', { name: user.email }).waitFor();
  });

  it('lets nobody in who is no staff', async () => {
    const { user } = await signIn(panel.api, { password: GOOD_PASSWORD });
    const tab = await panel.tab();
    await tab.open('');
    await tab.signIn(user.email, GOOD_PASSWORD);
    await tab.page.getByRole('heading', { name: 'This panel is not for you' }).waitFor();
  });

  it('that somebody else revokes ends at the next click, and goes on with what was typed', async () => {
    const boss = await panel.staff({ superuser: true });
    const other = await panel.staff({ permissions: ['users.view_user', 'users.change_user'] });
    const target = await signIn(panel.api);
    const theirs = await panel.tabOf(other, `users/${target.user.id}`);
    await theirs.page.getByLabel('Name', { exact: true }).fill('typed before the end');

    const mine = await panel.tabOf(boss, `users/${other.user.id}`);
    await mine.page.getByRole('button', { name: 'End all sessions' }).click();
    await mine.page.getByLabel('Reason').fill('lost laptop');
    await mine.page.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click();
    await mine.page.getByText('sessions ended').waitFor();

    await theirs.page.getByRole('button', { name: 'Save', exact: true }).click();
    await theirs.page.getByRole('heading', { name: 'Sign in again' }).waitFor();
    await theirs.signIn(other.user.email, GOOD_PASSWORD);
    await theirs.page.getByRole('heading', { name: 'Sign in again' }).waitFor({ state: 'detached' });
    expect(new URL(theirs.page.url()).pathname).toBe(`/admin/users/${target.user.id}`);
    expect(await theirs.page.getByLabel('Name', { exact: true }).inputValue()).toBe('typed before the end');
    // what was clicked is done after all
    await theirs.page.getByText('The account is saved.').waitFor();
    const { rows } = await panel.api.database.query<{ display_name: string }>(
      'SELECT display_name FROM app_user WHERE id = $1',
      [target.user.id],
    );
    expect(rows).toEqual([{ display_name: 'typed before the end' }]);
  });

  it('ends in every tab when one signs out', async () => {
    const boss = await panel.staff({ superuser: true });
    const first = await panel.tabOf(boss, 'users');
    const second = await panel.tab(first.page.context());
    await second.open('groups');
    await second.isIn();
    await second.page.getByRole('button', { name: boss.user.email }).click();
    await second.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await second.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await first.page.getByRole('heading', { name: 'Sign in again' }).waitFor();
  });

  it.each(['stay', 'leave'] as const)(
    'asks once, before it ends, about what is unsaved: %s',
    async (choice) => {
      const boss = await panel.staff({ superuser: true });
      const { user } = await signIn(panel.api);
      const tab = await panel.tabOf(boss, `users/${user.id}`);
      const said: string[] = [];
      tab.page.on('dialog', (dialog) => {
        said.push(`${dialog.type()} ${dialog.message()}`);
        void (choice === 'stay' ? dialog.dismiss() : dialog.accept());
      });
      const name = tab.page.getByLabel('Name', { exact: true });
      await name.fill('Unsaved');
      await tab.page.getByRole('button', { name: boss.user.email }).click();
      await tab.page.getByRole('menuitem', { name: 'Sign out' }).click();
      if (choice === 'leave') await tab.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      // longer than it takes until another question would come
      await tab.page.waitForTimeout(500);
      expect(said).toEqual([expect.stringMatching(/^confirm There are changes that were not saved/)]);
      const open = await boss.client.get(`/api/v1/admin/sessions?email=${boss.user.email}&state=open`);
      // one of them is that of the test
      expect(open.json()).toMatchObject({ page: { total: choice === 'stay' ? 2 : 1 } });
      if (choice === 'stay') expect(await name.inputValue()).toBe('Unsaved');
      expect(tab.faults).toEqual([]);
    },
  );

  it('asks about what is unsaved without a fall, also when that changes with the answer', async () => {
    const boss = await panel.staff({ superuser: true });
    const { user } = await signIn(panel.api);
    const { page, faults } = await panel.tabOf(boss, `users/${user.id}`);
    const box = page.getByRole('checkbox', { name: 'Change listings' });
    await box.click();
    await page.evaluate(`window.confirm = () => {
      queueMicrotask(() => document.querySelector('[aria-label="Change listings"]').click());
      return false;
    }`);
    await page.getByRole('navigation').getByRole('link', { name: 'Groups' }).click();
    await page.getByRole('checkbox', { name: 'Change listings', checked: false }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/admin/users/${user.id}`);
    expect(faults).toEqual([]);
  });

  it('shows a page of its own where the panel itself fails, which loads it anew', async () => {
    const boss = await panel.staff({ superuser: true });
    const tab = await panel.tabOf(boss, 'users');
    await tab.page.route('**/api/v1/me', (route) => route.fulfill({ json: { id: boss.user.id } }));
    await tab.page.reload();
    await tab.page.getByRole('heading', { name: 'The panel has failed' }).waitFor();
    expect(await tab.axe()).toEqual([]);
    await tab.page.unroute('**/api/v1/me');
    await tab.page.getByRole('button', { name: 'Load the panel anew' }).click();
    await tab.page.getByRole('link', { name: boss.user.email }).waitFor();
    expect(new URL(tab.page.url()).pathname).toBe('/admin/users');
  });

  it('closes its menu behind what is chosen, and each dialog has a way out', async () => {
    const boss = await panel.staff({ superuser: true });
    const { page } = await panel.tabOf(boss, 'users');
    for (const [entry, way] of [
      ['Language and appearance', 'Close'],
      ['Change password', 'Cancel'],
      ['Change e-mail', 'Cancel'],
    ] as const) {
      await page.getByRole('button', { name: boss.user.email }).click();
      await page.getByRole('menuitem', { name: entry }).click();
      const dialog = page.getByRole('dialog', { name: entry });
      await dialog.waitFor();
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await dialog.getByRole('button', { name: way }).click();
      await dialog.waitFor({ state: 'detached' });
    }
  });

  it('changes one’s own e-mail with the present password', async () => {
    const boss = await panel.staff({ superuser: true });
    const { page } = await panel.tabOf(boss, 'users');
    await page.getByRole('button', { name: boss.user.email }).click();
    await page.getByRole('menuitem', { name: 'Change e-mail' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change e-mail' });
    await dialog.getByLabel('E-mail').fill('renamed@example.org');
    for (const password of ['not this one', GOOD_PASSWORD]) {
      await dialog.getByLabel('Present password').fill(password);
      await dialog.getByRole('button', { name: 'Save' }).click();
      if (password !== GOOD_PASSWORD) {
        await dialog.locator('p.Mui-error', { hasText: 'not the password of the account' }).waitFor();
        await dialog.getByLabel('Present password').fill('another one');
        await dialog.locator('p.Mui-error').waitFor({ state: 'detached' });
      }
    }
    await page.getByText('Your e-mail is renamed@example.org now.').waitFor();
    await page.getByRole('button', { name: 'renamed@example.org' }).waitFor();
  });

  it('remembers language and appearance in this browser', async () => {
    const tab = await panel.tab();
    await tab.open('');
    await tab.page.getByLabel('Language').click();
    await tab.page.getByRole('option', { name: 'Español' }).click();
    await tab.page.getByRole('heading', { name: 'Iniciar sesión' }).waitFor();
    await tab.page.getByLabel('Apariencia').click();
    await tab.page.getByRole('option', { name: 'Oscura' }).click();
    await tab.page.reload();
    await tab.page.getByRole('heading', { name: 'Iniciar sesión' }).waitFor();
    expect(await tab.page.evaluate('document.documentElement.lang')).toBe('es');
    expect(await tab.page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(18, 24, 29)',
    );
  });
});
