import { describeInBrowser } from '../support/browser';
import { type SignedIn, signIn } from '../support/clients';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';

let panel: TestPanel;
let boss: SignedIn;
let tab: PanelTab;
/** Where requests found nothing. */
const missed: string[] = [];
/** What the panel asked; whoever works here stays. */
const questions: string[] = [];

const press = (name: string): Promise<void> =>
  tab.page.getByRole('button', { name, exact: true }).first().click();

describeInBrowser('what is done at the panel at once', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    await panel.api.importCsv('name,price,link,website\nDoomed,90,https://reverb.example/x2,Reverb\n', {
      source: 'reverb',
    });
    await boss.client.post('/api/v1/admin/groups', { name: 'doomed', permissions: [] });
    tab = await panel.tabOf(boss, 'users');
    tab.page.on('response', (answer) => {
      if (answer.status() === 404) missed.push(answer.url());
    });
    tab.page.on('dialog', (dialog) => {
      questions.push(dialog.message());
      void (dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss());
    });
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('leads from what is gone to its list, asks nothing, and looks for it nowhere', async () => {
    const { user } = await signIn(panel.api);
    const made = await boss.client.post('/api/v1/admin/api-keys', {
      name: 'doomed',
      permissions: ['users.view_user'],
    });
    const { rows } = await panel.api.database.query<{ id: string }>('SELECT max(id) AS id FROM instrument');
    for (const [list, id, button, field, typed] of [
      ['users', user.id, 'Delete the account', 'Name', user.email],
      ['groups', 'doomed', 'Delete', 'Name', undefined],
      ['api-keys', made.json<{ id: string }>().id, 'Revoke the key', 'Name', undefined],
      ['instruments', rows[0]?.id ?? '', 'Delete', 'Brand', undefined],
    ] as const) {
      await tab.open(`${list}/${id}`);
      await tab.page.getByRole('textbox', { name: field }).first().fill('typed in vain');
      await press(button);
      const dialog = tab.page.getByRole('dialog');
      if (typed !== undefined) await dialog.getByRole('textbox').fill(typed);
      await dialog.getByRole('button').last().click();
      await tab.page.waitForURL(`${panel.base}/admin/${list}`);
      await tab.settled();
      expect([list, missed, questions]).toEqual([list, [], []]);
    }
  });

  it('keeps what is typed about an account, and asks nothing', async () => {
    const { user } = await signIn(panel.api);
    questions.length = 0;
    await tab.open(`users/${user.id}`);
    const name = tab.page.getByLabel('Name', { exact: true });
    await name.fill('typed and kept');
    // the last one changes the account itself: it has to choose another password
    for (const button of ['Send the invitation again', 'End all sessions', 'Set a password']) {
      await press(button);
      const dialog = tab.page.getByRole('dialog');
      if (button === 'Set a password')
        await dialog.getByLabel('New password').fill('quince paraguas y un tejado');
      const shown = tab.page.waitForResponse(
        (answer) => answer.request().method() === 'GET' && answer.url().endsWith(user.id),
      );
      await dialog.getByRole('button', { name: button, exact: true }).click();
      await shown;
      await dialog.waitFor({ state: 'detached' });
      await tab.settled();
      expect([button, await name.inputValue(), questions]).toEqual([button, 'typed and kept', []]);
    }
    await press('Save');
    await tab.page.getByText('The account is saved.').waitFor();
    const saved = await boss.client.get(`/api/v1/admin/users/${user.id}`);
    expect(saved.json()).toMatchObject({ display_name: 'typed and kept', must_change_password: true });
  });
});
