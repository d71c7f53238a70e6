import { describeInBrowser } from '../support/browser';
import { type SignedIn, signIn } from '../support/clients';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';
import { until } from '../support/uploads';
import { GOOD_PASSWORD } from '../support/users';

/** An id that nothing has. */
const NOBODY = '018f4e5a-7c1b-7d2e-8f3a-0123456789ab';

let panel: TestPanel;
let boss: SignedIn;
let tab: PanelTab;
/** The screen of a listing. */
let listing: string;
/** What the panel asked before it let somebody leave; he stays. */
const questions: string[] = [];

const save = (): Promise<void> => tab.page.getByRole('button', { name: 'Save', exact: true }).click();

/** Clicks on a section of the menu, and tells whether the panel asked first. */
async function leaveFor(section: string): Promise<boolean> {
  questions.length = 0;
  const before = tab.page.url();
  await tab.page.getByRole('navigation').getByRole('link', { name: section, exact: true }).click();
  await until(() => Promise.resolve(questions.length > 0 || tab.page.url() !== before));
  return questions.some((text) => text.startsWith('There are changes that were not saved.'));
}

describeInBrowser('forms of the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    await panel.api.importCsv('name,price,link,website\nPlain,90,https://reverb.example/x2,Reverb\n', {
      source: 'reverb',
    });
    const { rows } = await panel.api.database.query<{ id: string }>('SELECT max(id) AS id FROM instrument');
    listing = `instruments/${rows[0]?.id ?? ''}`;
    await boss.client.post('/api/v1/admin/groups', { name: 'viewers', permissions: [] });
    tab = await panel.tabOf(boss, 'users');
    tab.page.on('dialog', (dialog) => {
      questions.push(dialog.message());
      // whoever goes on to another test leaves for good
      void (dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss());
    });
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it('ask before they lose what a server that was away has not saved, and say so once', async () => {
    await tab.open('instruments');
    await tab.page.getByRole('link', { name: 'Plain' }).click();
    await tab.page.getByRole('textbox', { name: 'Brand' }).fill('Unsaved');
    await tab.page.context().setOffline(true);
    await save();
    const said = tab.page.getByText('Nothing has been saved');
    await said.waitFor();
    await tab.page.context().setOffline(false);
    await tab.page.getByText('The server cannot be reached').waitFor({ state: 'detached' });
    expect(await said.count()).toBe(1);
    expect(await leaveFor('Users')).toBe(true);
    await save();
    await tab.page.getByText('The listing is saved.').waitFor();
    await said.waitFor({ state: 'detached' });
    expect(await leaveFor('Users')).toBe(false);
  });

  it.each(['en', 'es'] as const)('say at 320 px above their bar what was done, in %s', async (language) => {
    const context = await panel.context({ language, width: 320 });
    const { page } = await panel.tab(context).then(async (theirs) => {
      await theirs.open(listing);
      await theirs.signIn(boss.user.email, GOOD_PASSWORD);
      return theirs;
    });
    const [button, brand] = language === 'es' ? ['Guardar', 'Marca'] : ['Save', 'Brand'];
    await page.getByRole('textbox', { name: brand }).fill(`Made at 320 ${language}`);
    await page.getByRole('button', { name: button, exact: true }).click();
    const toast = await page.locator('.MuiSnackbarContent-root').boundingBox();
    const bar = await page.getByRole('toolbar').boundingBox();
    expect(bar?.y).toBeGreaterThan(0);
    expect((toast?.y ?? 0) + (toast?.height ?? Infinity)).toBeLessThanOrEqual(bar?.y ?? 0);
    await context.close();
  });

  it('ask after a conflict that is still open', async () => {
    await tab.open('instruments');
    await tab.page.getByRole('link', { name: 'Plain' }).click();
    await tab.page.getByRole('textbox', { name: 'Brand' }).fill('Mine');
    await panel.api.database.query(`UPDATE instrument SET version = version + 1 WHERE name = 'Plain'`);
    await save();
    await tab.page.getByRole('button', { name: 'Go on editing' }).click();
    expect(await leaveFor('Users')).toBe(true);
    expect(await tab.page.getByRole('textbox', { name: 'Brand' }).inputValue()).toBe('Mine');
  });

  it.each([
    ['users/create', 'E-mail', () => boss.user.email, 'Another user has this e-mail address.'],
    ['users/create', 'E-mail', () => 'no-address', 'Must be a valid e-mail address.'],
    ['groups/create', 'Name', () => 'No Such Name', 'Only lower case letters'],
    ['groups/create', 'Name', () => 'viewers', 'There is a group "viewers" already.'],
    ['sources/create', 'Slug', () => 'reverb', 'There is a source reverb already.'],
  ])('at %s say at %s what is refused, and ask before it is lost', async (path, label, value, refusal) => {
    await tab.open(path);
    await tab.settled();
    const field = tab.page.getByRole('textbox', { name: label });
    if (label === 'Slug') await tab.page.getByLabel('Name', { exact: false }).fill('Reverb');
    await field.fill(value());
    await save();
    await tab.page.locator('p.Mui-error', { hasText: refusal }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await leaveFor('Audit log')).toBe(true);
    // whoever mends it is not held up by what was refused before
    await field.fill(label === 'E-mail' ? 'mended@example.org' : 'mended');
    await tab.page.locator('p.Mui-error').waitFor({ state: 'detached' });
  });

  it('say why a password is refused, and which name of a filter is taken', async () => {
    const { user } = await signIn(panel.api, { staff: true });
    await tab.open(`users/${user.id}`);
    await tab.page.getByRole('button', { name: 'Set a password' }).click();
    const dialog = tab.page.getByRole('dialog');
    await dialog.getByLabel('New password').fill('corta');
    await dialog.getByRole('button', { name: 'Set a password' }).click();
    await dialog.locator('p.Mui-error', { hasText: 'needs 15 characters at least.' }).waitFor();
    await dialog.getByLabel('New password').fill('otra');
    await dialog.locator('p.Mui-error').waitFor({ state: 'detached' });

    await tab.open('users');
    await tab.page.getByRole('button', { name: 'Saved filters' }).click();
    for (const time of [1, 2]) {
      await dialog.getByLabel('Name', { exact: true }).fill('Twice');
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      if (time === 1) await dialog.getByRole('button', { name: 'Twice', exact: true }).waitFor();
    }
    await dialog.locator('p.Mui-error', { hasText: 'You have a filter "Twice"' }).waitFor();
    expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Twice');
  });

  it('mark the source that a complete file has to name', async () => {
    await tab.open('imports/create');
    const buffer = Buffer.from('name,price,link,website\nPlain,90,https://reverb.example/x2,Reverb\n');
    await tab.page.locator('#import-file').setInputFiles({ name: 'all.csv', mimeType: 'text/csv', buffer });
    await tab.page.getByRole('checkbox').click();
    await tab.page.getByRole('button', { name: 'Import', exact: true }).click();
    await tab.page.locator('p.Mui-error', { hasText: 'source' }).waitFor();
    await tab.page.getByRole('combobox', { name: 'Source' }).click();
    await tab.page.getByRole('option', { name: 'Reverb' }).click();
    await tab.page.locator('p.Mui-error').waitFor({ state: 'detached' });
  });

  it.each([
    ['sessions', { ip: '::1' }, { Address: 'tonterías' }, 'such as 10.0.0.0/8'],
    ['outstanding-tokens', { jti: NOBODY }, { 'Identifier (jti)': 'xx' }, 'Write the whole id.'],
    [
      'instruments',
      { price_min: 1, price_max: 1000 },
      { 'Price from': '500', 'Price up to': '100' },
      'The range ends before it begins.',
    ],
  ])('of %s say at a filter what it cannot be, and the list stays', async (path, shown, typed, fault) => {
    await tab.open(`${path}?filter=${encodeURIComponent(JSON.stringify(shown))}`);
    await tab.settled();
    const main = tab.page.getByRole('main');
    const found = await main.getByText(/\d results?$/).textContent();
    for (const [label, value] of Object.entries(typed)) {
      await main
        .getByRole('textbox', { name: label, exact: true })
        .or(main.getByRole('spinbutton', { name: label, exact: true }))
        .fill(value);
    }
    await tab.page.locator('p.Mui-error', { hasText: fault }).first().waitFor();
    // longer than it takes until what was typed is asked for
    await tab.page.waitForTimeout(700);
    expect(await main.getByText(/\d results?$/).textContent()).toBe(found);
    expect(await main.getByRole('alert').count()).toBe(0);
  });

  it('say in one round all that is wrong, how to write it, and take a price as people write it', async () => {
    const context = await panel.context({ language: 'es' });
    const theirs = await panel.tab(context);
    await theirs.open('instruments');
    await theirs.signIn(boss.user.email, GOOD_PASSWORD);
    await theirs.page.getByRole('link', { name: 'Plain' }).click();
    const { page } = theirs;
    await page.getByLabel('Precio', { exact: true }).fill('mucho');
    await page.getByLabel('Moneda').fill('EUROS');
    await page.getByLabel('Enlace').fill('reverb.example');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    for (const text of ['1.250,50', 'por ejemplo EUR', 'que empiece por https://']) {
      await page.locator('p.Mui-error', { hasText: text }).waitFor();
    }
    await page.getByLabel('Precio', { exact: true }).fill('1.250,50 €');
    await page.getByLabel('Moneda').fill('EUR');
    await page.getByLabel('Enlace').fill('https://reverb.example/x2');
    await page.getByRole('button', { name: 'Guardar', exact: true }).click();
    await page.getByText('El anuncio está guardado.').waitFor();
    await theirs.holds(`document.querySelector('[name="price.amount"]').value === '1250,50'`);
    const { rows } = await panel.api.database.query(`SELECT price FROM instrument WHERE name = 'Plain'`);
    expect(rows).toEqual([{ price: '1250.50' }]);
    await context.close();
  });

  it('say at the field what only the server knows to be wrong', async () => {
    const alert = (): Promise<number> => tab.page.locator('form [role=alert] .MuiAlert-root').count();
    await tab.open('instruments/create');
    await tab.page.getByRole('combobox', { name: 'Source' }).click();
    await tab.page.getByRole('option', { name: 'Reverb' }).click();
    await tab.page.getByLabel('Name', { exact: false }).fill('The same again');
    await tab.page.getByLabel('Link', { exact: false }).fill('https://reverb.example/x2');
    await save();
    await tab.page.locator('p.Mui-error', { hasText: 'has this link already' }).waitFor();
    expect(await tab.page.getByLabel('Link', { exact: false }).getAttribute('aria-invalid')).toBe('true');
    expect(await alert()).toBe(0);

    await tab.open('api-keys/create');
    await tab.page.getByLabel('Name', { exact: false }).first().fill('too late');
    const expiry = tab.page.getByLabel('Expires');
    await expiry.fill('2020-01-01T10:00');
    await tab.page.getByRole('checkbox', { name: 'View users' }).click();
    await save();
    await tab.page.locator('p.Mui-error', { hasText: 'An API key expires in the future.' }).waitFor();
    expect(await expiry.getAttribute('aria-invalid')).toBe('true');
    expect(await alert()).toBe(0);
    await expiry.fill('2999-01-01T10:00');
    await save();
    await tab.page.getByTestId('api-key').waitFor();

    await tab.open(`users/${boss.user.id}`);
    await tab.settled();
    await tab.page.getByRole('switch', { name: 'Superuser' }).click();
    await save();
    await tab.page.locator('p.Mui-error', { hasText: 'last active superuser' }).waitFor();
    expect(await alert()).toBe(0);
  });

  it('of a group say at its name that it is taken', async () => {
    await boss.client.post('/api/v1/admin/groups', { name: 'others', permissions: [] });
    await tab.open('groups/others');
    await tab.settled();
    const name = tab.page.getByRole('textbox', { name: 'Name' });
    await name.fill('viewers');
    await save();
    await tab.page.locator('p.Mui-error', { hasText: 'There is a group "viewers" already.' }).waitFor();
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    await name.fill('No Name');
    await save();
    await tab.page.locator('p.Mui-error', { hasText: 'lower case letters' }).waitFor();
  });

  it('say below the boxes which of them one may not tick', async () => {
    const keeper = await panel.staff({
      permissions: ['users.view_user', 'users.change_user', 'users.view_group'],
    });
    await boss.client.post('/api/v1/admin/groups', { name: 'growing', permissions: ['users.view_user'] });
    const { user } = await signIn(panel.api);
    const theirs = await panel.tabOf(keeper, `users/${user.id}`);
    await theirs.page.getByRole('checkbox', { name: 'growing' }).click();
    // it was open to him when he ticked it
    await boss.client.patch('/api/v1/admin/groups/growing', { grant: ['users.delete_user'] });
    await theirs.page.getByRole('button', { name: 'Save groups' }).click();
    await theirs.page.locator('p.Mui-error', { hasText: 'further than your own permissions' }).waitFor();
    expect(await theirs.page.locator('.MuiSnackbar-root').count()).toBe(0);
    await theirs.page.context().close();
  });

  it('mark a file that cannot be read', async () => {
    await tab.open('imports/create');
    const buffer = Buffer.from('title,cost\nPlain,90\n');
    await tab.page.locator('#import-file').setInputFiles({ name: 'odd.csv', mimeType: 'text/csv', buffer });
    await tab.page.getByRole('button', { name: 'Import', exact: true }).click();
    await tab.page.locator('#import-file-fault .Mui-error').waitFor();
    const button = tab.page.locator('#import-file-button');
    expect(await button.getAttribute('aria-describedby')).toContain('import-file-fault');
  });

  it('tell that a key without a permission is none', async () => {
    await tab.open('api-keys/create');
    await tab.page.getByLabel('Name', { exact: false }).first().fill('for nothing');
    await save();
    await tab.page.locator('p.Mui-error', { hasText: 'Choose one at least.' }).waitFor();
  });

  it('ask before ticks of groups and permissions are lost', async () => {
    const { user } = await signIn(panel.api);
    for (const name of ['viewers', 'Change listings']) {
      await tab.open(`users/${user.id}`);
      await tab.page.getByRole('checkbox', { name }).click();
      expect(await leaveFor('Groups')).toBe(true);
    }
    await tab.open('groups/viewers');
    await tab.page.getByRole('checkbox', { name: 'Change listings' }).click();
    expect(await leaveFor('Users')).toBe(true);
    await tab.page.getByRole('checkbox', { name: 'Change listings' }).click();
    expect(await leaveFor('Users')).toBe(false);
  });
});
