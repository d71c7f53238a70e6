import { UserRightsService } from '@app/users';
import { describeInBrowser } from '../support/browser';
import { makeKey } from '../support/api-keys';
import { type SignedIn, signIn } from '../support/clients';
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

  it('that one cannot give are closed, and it is said why', async () => {
    const boss = await signIn(panel.api, { superuser: true });
    const clerk = await panel.staff({
      permissions: ['users.view_user', 'users.add_user', 'users.change_user', 'users.view_group'],
    });
    const groups = '/api/v1/admin/groups';
    await boss.client.post(groups, { name: 'mighty', permissions: ['users.delete_user'] });
    await boss.client.post(groups, { name: 'small', permissions: ['users.view_user'] });
    const { user } = await signIn(panel.api);
    const tab = await panel.tabOf(clerk, `users/${user.id}`);
    const box = (name: string) => tab.page.getByRole('checkbox', { name, exact: true });
    const states = async (...names: string[]): Promise<boolean[]> => {
      await box('small').waitFor();
      return Promise.all(names.map((name) => box(name).isEnabled()));
    };
    const isSaid = (text: string): Promise<void> => tab.page.getByText(text).first().waitFor();
    expect(await states('small', 'mighty', 'View users', 'Delete users')).toEqual([true, false, true, false]);
    expect(await tab.page.getByLabel('Staff').isDisabled()).toBe(true);
    await isSaid('Only a superuser changes this.');
    await isSaid('The groups that may do more than you are closed.');
    await isSaid('What you may not do yourself is closed.');

    await tab.open('users/create');
    expect(await states('small', 'mighty')).toEqual([true, false]);
    expect(await tab.page.getByLabel('Staff').isDisabled()).toBe(true);

    await tab.open(`users/${clerk.user.id}`);
    expect(await states('small', 'Add users', 'Delete users')).toEqual([false, true, false]);
    await isSaid('somebody else has to do it');
    // nor switch himself off unasked, and of what is done at once nothing is left for him
    await isSaid('You cannot switch yourself off');
    expect(await tab.page.getByLabel('Active', { exact: true }).isDisabled()).toBe(true);
    expect(await tab.page.getByRole('region', { name: 'Actions' }).count()).toBe(0);
    expect(tab.faults).toEqual([]);
  });

  it('of others that reach further close their account, group or key to changes', async () => {
    const boss = await signIn(panel.api, { superuser: true });
    const clerk = await panel.staff({
      permissions: [
        ...(['users.view_user', 'users.change_user', 'users.delete_user', 'users.view_group'] as const),
        ...(['users.change_group', 'users.delete_group'] as const),
        ...(['auth.view_api_key', 'auth.change_api_key'] as const),
      ],
    });
    const further = await signIn(panel.api, { permissions: ['audit.view_entry'] });
    await boss.client.post('/api/v1/admin/groups', { name: 'further', permissions: ['audit.view_entry'] });
    await boss.client.post('/api/v1/admin/groups', { name: 'own', permissions: [] });
    await panel.api.app.get(UserRightsService).addToGroups('system', clerk.user.id, ['own']);
    const { id } = await makeKey(panel.api, boss.client, ['audit.view_entry']);
    const tab = await panel.tabOf(clerk, 'users');
    for (const [path, why] of [
      [`users/${further.user.id}`, 'this account may do more than you'],
      ['groups/further', 'this group may do more than you'],
      ['groups/own', 'nobody changes a group that he is in'],
      [`api-keys/${id}`, 'this key may do more than you'],
    ] as const) {
      await tab.open(path);
      await tab.page.getByText(why).waitFor();
      for (const name of ['Save', 'Delete', 'Delete the account'])
        expect([path, await tab.page.getByRole('button', { name, exact: true }).count()]).toEqual([path, 0]);
    }
    expect(tab.faults).toEqual([]);
  });

  it('of a key are those of its owner: no others are offered, and what he has lost is without effect', async () => {
    const owner = await panel.staff({
      permissions: [
        ...(['auth.view_api_key', 'auth.add_api_key', 'auth.change_api_key'] as const),
        ...(['users.view_user', 'audit.view_entry'] as const),
      ],
    });
    const { id } = await makeKey(panel.api, owner.client, ['users.view_user', 'audit.view_entry']);
    await change(owner, { revoke: ['audit.view_entry'] });
    const boss = await panel.staff({ superuser: true });
    const lost = 'Without effect, as the owner of the key may not do it any more: View audit entries.';
    for (const who of [boss, owner]) {
      const tab = await panel.tabOf(who, `api-keys/${id}`);
      const box = (name: string) => tab.page.getByRole('checkbox', { name, exact: true });
      await tab.page.getByText(lost).waitFor();
      const email = tab.page.getByRole('main').getByRole('link', { name: owner.user.email });
      expect([await email.count(), await box('View users').isChecked()]).toEqual([1, true]);
      const audit = box('View audit entries');
      expect([await audit.isChecked(), await audit.isEnabled()]).toEqual([true, true]);
      const why = (await audit.getAttribute('aria-describedby')) ?? '';
      expect(await tab.page.locator(`[id="${why}"]`).textContent()).toContain(lost);
      for (const name of ['Delete users', 'Add users']) expect(await box(name).count()).toBe(0);
      if (who !== owner) continue;

      await audit.click();
      await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
      await tab.page.getByText('The API key is saved.').waitFor();
      await audit.waitFor({ state: 'detached' });
      expect(await tab.page.getByText(lost).count()).toBe(0);
      await change(owner, { revoke: ['users.view_user'] });
      await comeBack(tab);
      await email.waitFor({ state: 'detached' });
      await tab.page.getByText(owner.user.email).last().waitFor();
      expect(tab.faults).toEqual([]);
    }
  });

  it.each([
    ['users.change_user', (id: string) => `users/${id}`, 'Name', 'changing accounts is another permission'],
    ['instruments.change_source', () => 'sources/reverb', 'Interval', 'changing sources is another'],
    ['users.add_group', () => 'groups/create', 'Name', 'You cannot create anything here any more'],
  ] as const)(
    'that go while somebody types close his form, with the reason, and leave what he typed to copy: %s',
    async (needed, pathOf, label, why) => {
      const viewing = ['users.view_user', 'users.view_group', 'instruments.view_source'] as const;
      const clerk = await panel.staff({ permissions: [...viewing, needed] });
      const { user } = await signIn(panel.api);
      const tab = await panel.tabOf(clerk, pathOf(user.id));
      const field = tab.page.getByLabel(label, { exact: false }).first();
      await field.fill('77');
      await change(clerk, { revoke: [needed] });
      await comeBack(tab);
      await tab.page.getByText(why).waitFor();
      await tab.page.getByText('It is still here for you to copy.').waitFor();
      expect([await field.inputValue(), await field.isEditable()]).toEqual(['77', false]);
      expect(await tab.page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
      await field.focus();
      expect(await tab.page.evaluate<string>(`document.activeElement.value`)).toBe('77');
      const asked: string[] = [];
      tab.page.on('request', (request) => asked.push(request.method()));
      await field.press('Enter');
      await tab.page.waitForTimeout(300);
      expect(asked).not.toContain('POST');
      for (const name of ['combobox', 'switch', 'checkbox'] as const) {
        const control = tab.page.getByRole('main').getByRole(name).first();
        if ((await control.count()) > 0)
          expect([name, await control.isEnabled(), await control.getAttribute('aria-readonly')]).not.toEqual([
            name,
            true,
            null,
          ]);
      }
      // given again it opens, with what was typed
      await change(clerk, { grant: [needed] });
      await comeBack(tab);
      await tab.page.getByRole('button', { name: 'Save', exact: true }).waitFor();
      expect([await field.inputValue(), await field.isEditable()]).toEqual(['77', true]);
      expect(await tab.axe()).toEqual([]);
      expect(tab.faults).toEqual([]);
    },
  );

  it('that go while something else is open close that too, with what was chosen and typed', async () => {
    const rights = ['users.change_user', 'instruments.import', 'instruments.delete_instrument'] as const;
    const clerk = await panel.staff({
      permissions: ['users.view_user', 'instruments.change_instrument', ...rights],
    });
    const { user } = await signIn(panel.api);
    const tab = await panel.tabOf(clerk, `users/${user.id}`);
    const button = (name: string) => tab.page.getByRole('button', { name, exact: true }).last();
    const why = tab.page.getByText('You cannot do this: you lack the permission.');
    const isClosedWithout = async (right: (typeof rights)[number], name: string): Promise<void> => {
      expect(await button(name).isEnabled()).toBe(true);
      await change(clerk, { revoke: [right] });
      await comeBack(tab);
      await why.waitFor();
      expect([name, await button(name).isDisabled()]).toEqual([name, true]);
    };
    await button('Set a password').click();
    const password = tab.page.getByLabel('New password');
    await password.fill('typed before');
    await isClosedWithout('users.change_user', 'Set a password');
    expect([await password.inputValue(), await password.isEditable()]).toEqual(['typed before', false]);
    await tab.open('imports/create');
    const file = { name: 'some.csv', mimeType: 'text/csv', buffer: Buffer.from('name,link\n') };
    await tab.page.locator('#import-file').setInputFiles(file);
    await isClosedWithout('instruments.import', 'Import');
    expect(await tab.page.locator('#import-file-name').textContent()).toBe('some.csv');
    await change(clerk, { grant: ['instruments.import'] });
    await comeBack(tab);
    await why.waitFor({ state: 'detached' });
    expect(await button('Import').isEnabled()).toBe(true);
    await tab.open('bulk-jobs/create?from=instruments&query=q%3Dfender');
    const action = tab.page.getByRole('combobox', { name: 'What to do' });
    await action.click();
    await tab.page.getByRole('option', { name: 'Delete', exact: true }).click();
    await isClosedWithout('instruments.delete_instrument', 'See what would change');
    expect(await action.textContent()).toBe('Delete');
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

  it('that others give and take meanwhile stay so, whatever is ticked beside them', async () => {
    const boss = await panel.staff({ superuser: true });
    const { user } = await signIn(panel.api, { permissions: ['users.view_user', 'users.add_user'] });
    for (const name of ['red', 'green', 'blue'])
      await boss.client.post('/api/v1/admin/groups', { name, permissions: [] });
    const theirs = `/api/v1/admin/users/${user.id}`;
    const group = '/api/v1/admin/groups/red';
    const tab = await panel.tabOf(boss, `users/${user.id}`);
    const box = (name: string) => tab.page.getByRole('checkbox', { name, exact: true });
    const press = (name: string) => tab.page.getByRole('button', { name, exact: true }).click();
    const typed = tab.page.getByLabel('Name', { exact: true });
    await typed.fill('typed before');
    await box('View users').click();
    await box('red').click();
    await boss.client.post(`${theirs}/groups`, { add: ['green'] });
    await boss.client.post(`${theirs}/permissions`, {
      grant: ['users.delete_user'],
      revoke: ['users.add_user'],
    });
    // shows the account anew, with what is ticked and not saved
    await press('Save groups');
    await tab.page.getByRole('checkbox', { name: 'Delete users', checked: true }).waitFor();
    expect(await box('View users').isChecked()).toBe(false);
    expect(await box('Add users').isChecked()).toBe(false);
    const answered = tab.page.waitForResponse((answer) => answer.url().endsWith('/permissions'));
    await press('Save permissions');
    await answered;
    await tab.settled();
    const read = async (path: string): Promise<unknown> => (await boss.client.get(path)).json();
    expect(await read(theirs)).toMatchObject({
      groups: ['green', 'red'],
      permissions: ['users.delete_user'],
    });
    expect(await typed.inputValue()).toBe('typed before');

    await tab.open('groups/red');
    await box('View users').click();
    await boss.client.patch(group, { grant: ['users.delete_user'] });
    await tab.page.context().setOffline(true);
    await comeBack(tab);
    const lost = tab.page.getByText('The server cannot be reached');
    await lost.waitFor();
    await tab.page.context().setOffline(false);
    await lost.waitFor({ state: 'detached' });
    await tab.page.getByRole('checkbox', { name: 'Delete users', checked: true }).waitFor();
    const saved = tab.page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await press('Save');
    await saved;
    expect(await read(group)).toMatchObject({ permissions: ['users.delete_user', 'users.view_user'] });
    expect(tab.faults).toEqual([]);
  });
});
