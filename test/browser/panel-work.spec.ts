import { SessionsService } from '@app/auth';
import { describeInBrowser } from '../support/browser';
import { signIn, type SignedIn } from '../support/clients';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';

const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

let panel: TestPanel;
let boss: SignedIn;
let tab: PanelTab;

const rightsOf = async (id: string): Promise<string[]> => {
  const details = await boss.client.get(`/api/v1/admin/users/${id}`);
  return details.json<{ permissions: string[] }>().permissions;
};

describeInBrowser('work at the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    await panel.api.importCsv(
      `name,price,link,website\n"${HOSTILE.replaceAll('"', '""')}",100,https://reverb.example/x1,Reverb\nPlain,90,https://reverb.example/x2,Reverb\n`,
      { source: 'reverb' },
    );
    tab = await panel.tabOf(boss, 'users');
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('finds an account and changes it', async () => {
    const { user } = await signIn(panel.api, { email: 'wanted@example.org' });
    await tab.open('users');
    await tab.page.getByRole('textbox', { name: 'Search' }).fill('wanted');
    await tab.page.getByText('1 result', { exact: true }).waitFor();
    await tab.page.getByRole('link', { name: user.email }).click();
    await tab.page.getByLabel('Name', { exact: true }).fill('María Ñandú');
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page.getByText('The account is saved.').waitFor();
    const shown = await boss.client.get(`/api/v1/admin/users/${user.id}`);
    expect(shown.json<{ display_name: string }>().display_name).toBe('María Ñandú');
  });

  it('shows what is wrong with a field at the field', async () => {
    await tab.open('users/create');
    await tab.page.getByLabel('E-mail').fill('boss@example.org');
    await tab.page.getByLabel('Password', { exact: true }).fill('short');
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page
      .getByText(/12 characters|15 characters|too short/i)
      .first()
      .waitFor();
  });

  it('gives a permission and takes it again', async () => {
    const { user } = await signIn(panel.api);
    await tab.open(`users/${user.id}`);
    const box = tab.page.getByRole('checkbox', { name: 'Change listings' });
    for (const expected of [['instruments.change_instrument'], []]) {
      await box.click();
      // a notice of the time before may still be there
      const saved = tab.page.waitForResponse(
        (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/permissions'),
      );
      await tab.page.getByRole('button', { name: 'Save permissions' }).click();
      expect((await saved).ok()).toBe(true);
      await tab.page.getByText('The permissions are saved.').last().waitFor();
      await tab.page.getByRole('button', { name: 'Save permissions', disabled: true }).waitFor();
      expect(await rightsOf(user.id)).toEqual(expected);
    }
  });

  it('stays with a group whose name it changes', async () => {
    await boss.client.post('/api/v1/admin/groups', { name: 'before', permissions: [] });
    await tab.open('groups');
    await tab.page.getByRole('link', { name: 'before' }).click();
    const name = tab.page.getByRole('textbox', { name: 'Name' });
    await name.fill('after');
    const missed: string[] = [];
    tab.page.on('response', (answer) => {
      if (answer.status() === 404) missed.push(answer.url());
    });
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    await tab.page.getByText('The group is saved.').waitFor();
    await tab.page.getByRole('heading', { name: 'after', level: 1 }).waitFor();
    // longer than the list would take to come
    await tab.page.waitForTimeout(500);
    expect([new URL(tab.page.url()).pathname, await name.inputValue()]).toEqual([
      '/admin/groups/after',
      'after',
    ]);
    expect(missed).toEqual([]);
    // what it was called before is nowhere to go back to
    await tab.page.goBack();
    await tab.page.getByRole('link', { name: 'after' }).waitFor();
  });

  it('shows in the menu what one may see, and nothing else', async () => {
    const viewer = await panel.staff({ permissions: ['users.view_user'] });
    const theirs = await panel.tabOf(viewer, 'users');
    const names = await theirs.page
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('link')
      .allTextContents();
    expect(names).toEqual(['Dashboard', 'Listings', 'Categories', 'Users']);
    expect(await theirs.page.getByRole('link', { name: 'Create' }).count()).toBe(0);
    // what his own permissions are called is no secret, and all that there are stand in the table
    await theirs.open(`users/${viewer.user.id}`);
    await theirs.page.getByRole('cell', { name: 'View users users.view_user' }).waitFor();
    const box = theirs.page.getByRole('checkbox', { name: 'View users' });
    expect([await box.isChecked(), await box.isDisabled()]).toEqual([true, true]);
    expect(await theirs.page.getByRole('checkbox', { name: 'Import listings' }).isChecked()).toBe(false);
    await theirs.open('audit');
    await theirs.page
      .getByText(/right permissions|Access denied/)
      .first()
      .waitFor();
  });

  it('ends the sessions of a superuser for whoever may end sessions, and offers nothing else on him', async () => {
    const guard = await panel.staff({ permissions: ['users.view_user', 'auth.revoke_token'] });
    const stolen = await signIn(panel.api, { superuser: true });
    const { page } = await panel.tabOf(guard, `users/${stolen.user.id}`);
    const deeds = page.getByRole('region', { name: 'Actions' });
    await deeds.waitFor();
    expect(await deeds.getByRole('button').allTextContents()).toEqual(['End all sessions']);
    await deeds.getByRole('button', { name: 'End all sessions' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click();
    await page.getByText(/1 session ended/).waitFor();
    expect((await stolen.client.get('/api/v1/me')).statusCode).toBe(401);
    await page.context().close();
  });

  it('takes back one session with a reason', async () => {
    const { user, tokens, client } = await signIn(panel.api, { email: 'lost@example.org' });
    await panel.api.database.query('UPDATE auth_session SET user_agent = $2 WHERE id = $1', [
      tokens.sessionId,
      'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0',
    ]);
    await tab.open(
      `sessions?filter=${encodeURIComponent(JSON.stringify({ email: user.email, state: 'open' }))}`,
    );
    const button = tab.page.getByRole('row', { name: user.email }).getByRole('button', { name: 'Revoke' });
    // which of them, for whoever hears only the button, and for whoever is asked
    expect(await button.getAttribute('aria-label')).toMatch(
      /^Revoke: lost@example\.org, Firefox 142, Linux, signed in on \w+ \d+, \d{4}, \d+:\d\d/,
    );
    await button.click();
    await tab.page.getByText(/of lost@example\.org \(Firefox 142, Linux, signed in on .*\) stops/).waitFor();
    await tab.page.getByLabel('Reason').fill('lost telephone');
    await tab.page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await tab.page.getByText('Revoked.').waitFor();
    expect((await client.get('/api/v1/me')).statusCode).toBe(401);
    const { rows } = await panel.api.database.query(
      `SELECT details->>'note' AS note FROM audit_entry WHERE action = 'session.revoked' AND object_id = $1`,
      [tokens.sessionId],
    );
    expect(rows).toEqual([{ note: 'lost telephone' }]);
  });

  it('takes back the sessions that are ticked', async () => {
    const { user, client } = await signIn(panel.api, { email: 'several@example.org' });
    for (const ip of ['203.0.113.8', '203.0.113.9'])
      await panel.api.app.get(SessionsService).open(user.id, { ip, userAgent: 'another' }, 'bearer');
    await tab.open(
      `sessions?filter=${encodeURIComponent(JSON.stringify({ email: user.email, state: 'open' }))}`,
    );
    await tab.page.getByText('3 results', { exact: true }).waitFor();
    for (const [box, told] of [
      ['Select this row', '1 session revoked.'],
      ['Select all', '2 sessions revoked.'],
    ] as const) {
      await tab.page.getByRole('checkbox', { name: box }).first().click();
      await tab.page.getByRole('button', { name: 'Revoke the chosen ones' }).click();
      await tab.page.getByRole('dialog').getByRole('button', { name: 'Revoke the chosen ones' }).click();
      await tab.page.getByText(told).waitFor();
      await tab.holds(`document.activeElement.id === 'react-admin-title'`);
      await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect((await client.get('/api/v1/me')).statusCode).toBe(401);
  });

  it('marks the session that one is in', async () => {
    const filter = encodeURIComponent(JSON.stringify({ email: boss.user.email, state: 'open' }));
    await tab.open(`sessions?filter=${filter}`);
    await tab.page.getByText('this session').waitFor();
    const rows = tab.page.getByRole('row').filter({ hasText: boss.user.email });
    expect(await rows.count()).toBeGreaterThan(1);
    expect(await rows.filter({ hasText: 'this session' }).count()).toBe(1);
    await rows.filter({ hasText: 'this session' }).getByRole('button', { name: 'Revoke' }).click();
    await tab.page.getByText('This is your own session').waitFor();
    await tab.page.getByRole('button', { name: 'Cancel' }).click();
    await tab.page.getByRole('button', { name: 'Sign everybody out' }).click();
    await tab.page.getByText('This one stays open.').waitFor();
  });

  it('changes nothing of a superuser for those who are none, and offers no import without the right to it', async () => {
    const permissions = [
      'users.view_user',
      'users.change_user',
      'users.delete_user',
      'auth.revoke_token',
    ] as const;
    const theirs = await panel.tabOf(
      await panel.staff({ permissions: [...permissions] }),
      `users/${boss.user.id}`,
    );
    await theirs.page.getByRole('heading', { name: boss.user.email }).waitFor();
    expect(await theirs.page.getByLabel('Name', { exact: true }).isEditable()).toBe(false);
    expect(await theirs.page.getByLabel('Active', { exact: true }).isDisabled()).toBe(true);
    await theirs.page.getByText('only a superuser changes a superuser').waitFor();
    for (const name of ['Save', 'Set a password', 'Delete the account']) {
      expect(await theirs.page.getByRole('button', { name, exact: true }).count()).toBe(0);
    }
    const { user } = await signIn(panel.api);
    await theirs.open(`users/${user.id}`);
    await theirs.page.getByRole('button', { name: 'Set a password' }).waitFor();
    expect(await theirs.page.getByLabel('Superuser').isDisabled()).toBe(true);
    await theirs.open('imports/create');
    await theirs.page.getByText('Access denied').waitFor();
  });

  it('shows a new key this once', async () => {
    await tab.open('api-keys/create');
    await tab.page.getByLabel('Name', { exact: false }).first().fill('nightly import');
    // what is for people only is not offered to programs
    await tab.page.getByRole('checkbox', { name: 'View users' }).waitFor();
    for (const name of ['Add users', 'Change API keys', 'Share saved filters'])
      expect(await tab.page.getByRole('checkbox', { name }).count()).toBe(0);
    await tab.page.getByRole('checkbox', { name: 'Import listings' }).click();
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    const key = (await tab.page.getByTestId('api-key').textContent()) ?? '';
    const { user } = boss;
    expect((await panel.api.get('/api/v1/imports', { authorization: `Bearer ${key}` })).statusCode).toBe(403);
    await tab.page.getByRole('button', { name: 'I have kept it' }).click();
    await tab.page.getByRole('link', { name: 'nightly import' }).waitFor();
    expect(await tab.page.content()).not.toContain(key);
    expect(user.email).not.toBe('');
  });

  it('runs nothing that a listing brings along', async () => {
    // the database would not take it either
    await panel.api.database.query('ALTER TABLE instrument DROP CONSTRAINT instrument_link_check');
    await panel.api.database.query(
      `UPDATE instrument SET link = 'javascript:window.hacked=1' WHERE name <> 'Plain'`,
    );
    await tab.open('instruments');
    await tab.page.getByRole('link', { name: '<img src=x' }).click();
    await tab.page.getByRole('heading', { name: '<img src=x' }).waitFor();
    await tab.settled();
    expect(await tab.page.getByRole('link', { name: 'Open the original' }).count()).toBe(0);
    expect(await tab.page.evaluate('window.hacked === undefined')).toBe(true);
  });

  it('shows both versions when somebody was faster', async () => {
    await tab.open('instruments');
    await tab.page.getByRole('link', { name: 'Plain' }).click();
    await tab.page.getByRole('textbox', { name: 'Brand' }).fill('Mine');
    await tab.page.getByRole('textbox', { name: 'Price' }).fill('80');
    await panel.api.database.query(
      `UPDATE instrument SET brand = 'Theirs', location = 'Bilbao', version = version + 1 WHERE name = 'Plain'`,
    );
    await tab.page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = tab.page.getByRole('dialog', { name: 'Somebody was faster' });
    await dialog.getByRole('cell', { name: 'Mine' }).waitFor();
    await dialog.getByRole('cell', { name: 'Theirs' }).waitFor();
    await dialog.getByRole('row', { name: 'Price €80.00 €90.00' }).waitFor();
    // what only others changed is told, and stays
    await dialog.getByRole('listitem').filter({ hasText: 'Place: – → Bilbao' }).waitFor();
    expect(await dialog.getByRole('row', { name: 'Place' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Save mine' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { rows } = await panel.api.database.query(
      `SELECT brand, price::int, location FROM instrument WHERE name = 'Plain'`,
    );
    expect(rows).toEqual([{ brand: 'Mine', price: 80, location: 'Bilbao' }]);
  });

  it('keeps filters in the address, so that a link shows the same', async () => {
    await tab.open('instruments');
    await tab.page.getByRole('textbox', { name: 'Search' }).fill('plain');
    await tab.page.getByText('1 result', { exact: true }).waitFor();
    const address = tab.page.url();
    const other = await panel.tabOf(boss);
    await other.page.goto(address);
    await other.page.getByText('1 result', { exact: true }).waitFor();
    expect(tab.faults.concat(other.faults)).toEqual([]);
  });

  it('tells in the audit log of all who were signed out as of everybody', async () => {
    await boss.client.post('/api/v1/admin/sessions/revoke-all', { keep_mine: true });
    const { page } = await panel.tabOf(boss, 'audit');
    await page.getByRole('row', { name: /Everybody signed out .* user everybody/ }).waitFor();
    await page.context().close();
  });
});
