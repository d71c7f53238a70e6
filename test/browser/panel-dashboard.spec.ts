import { JobRunsService } from '@app/database';
import { SeedService } from '@app/instruments';
import { describeInBrowser } from '../support/browser';
import { PANEL_BUILD_TIME, type PanelTab, startPanel, type TestPanel } from '../support/panel';

let panel: TestPanel;
let tab: PanelTab;

describeInBrowser('the dashboard of the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    const { database } = panel.api;
    await panel.api.app.get(SeedService).loadFixtures();
    const boss = await panel.staff({ superuser: true, email: 'boss@example.org' });
    await database.query(`UPDATE instrument SET first_seen_at = now() - interval '30 days' WHERE id % 3 = 0`);
    await database.query(`UPDATE instrument SET first_seen_at = now() - interval '4 days' WHERE id % 10 = 1`);
    await database.query(
      `UPDATE instrument SET previous_price = price + 1, price_changed_at = now() - interval '4 days' WHERE id % 10 = 2`,
    );
    await database.query(
      `UPDATE instrument SET status = 'removed', removed_at = now() - interval '4 days' WHERE id % 10 = 3`,
    );
    await database.query(
      `INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at)
       SELECT gen_random_uuid(), id, user_id, 10 + n, 'old', now() - interval '60 days', now() - interval '59 days'
         FROM auth_session, generate_series(1, 7) AS n WHERE user_id = $1`,
      [boss.user.id],
    );
    const wrong = { email: 'nobody@example.org', password: 'not the right one' };
    await panel.api.send({
      ...{ method: 'POST', url: '/api/v1/auth/token', payload: wrong },
      headers: { host: 'localhost', 'content-type': 'application/json' },
    });
    tab = await panel.tabOf(boss);
  }, PANEL_BUILD_TIME);
  afterAll(() => panel.close());

  it.each(['New listings', 'Prices changed', 'Failed sign-ins', 'Open sessions', 'Tokens to be purged'])(
    'lead from “%s” to exactly as many rows',
    async (name) => {
      await tab.open('');
      const link = tab.page.getByRole('link', { name: `${name}: ` });
      const figure = Number((await link.textContent())?.replaceAll(/\D/g, ''));
      if (name !== 'Prices changed') expect(figure).toBeGreaterThan(0);
      await link.click();
      await tab.settled();
      expect(await tab.results()).toBe(figure);
    },
  );

  it('says in words which source is late', async () => {
    const name = 'Soundmarket';
    await panel.api.database.query(
      `UPDATE import_run SET started_at = started_at - interval '3 days', finished_at = finished_at - interval '3 days'
        WHERE source_id = (SELECT id FROM source WHERE name = $1)`,
      [name],
    );
    await tab.open('');
    const rows = tab.page.getByRole('table', { name: 'Sources' }).getByRole('row');
    await rows.nth(1).waitFor();
    expect(await rows.nth(1).textContent()).toMatch(/^Soundmarket3 days agooverdue/);
    expect(await rows.getByText('overdue').count()).toBe(1);
    await tab.picture('dashboard-overdue');
    await rows.getByRole('link', { name, exact: true }).click();
    await tab.page.getByText('overdue').waitFor();
  });

  it('shows of the figures what one may see, and says so when that is nothing', async () => {
    const theirs = await panel.tabOf(await panel.staff({ permissions: ['instruments.view_source'] }));
    await theirs.page.getByRole('heading', { name: 'Sources' }).waitFor();
    expect(await theirs.page.getByText('Open sessions').count()).toBe(0);
    const nobodys = await panel.tabOf(await panel.staff());
    await nobodys.page.getByText('There is nothing here that you may see.').waitFor();
  });

  it.each([
    ['Listings by day', 'New'],
    ['Listings by day', 'Changed'],
    ['Listings by day', 'Removed'],
    ['Sign-ins by day', 'Succeeded'],
    ['Sign-ins by day', 'Failed'],
  ])(
    'leads in the table “%s” from each day of “%s” to exactly as many rows',
    async (title, series) => {
      await tab.open('');
      const table = tab.page.getByRole('table', { name: title });
      await table.waitFor();
      const links = await table.getByRole('link', { name: new RegExp(`, ${series}: `) }).all();
      const names = await Promise.all(
        links.map(async (link) => (await link.getAttribute('aria-label')) ?? ''),
      );
      expect(names).toHaveLength(14);
      const counted = names.filter((name) => !name.endsWith(': 0'));
      expect(counted.length).toBeGreaterThan(0);
      const nothing = names.filter((name) => name.endsWith(': 0'));
      for (const name of new Set([...counted.slice(0, 2), ...counted.slice(-1), ...nothing.slice(0, 1)])) {
        await tab.open('');
        await table.getByRole('link', { name, exact: true }).click();
        await tab.settled();
        const figure = Number(name.replace(/^.*: /, '').replaceAll(/\D/g, ''));
        expect([name, await tab.results()]).toEqual([name, figure]);
      }
      expect(tab.faults).toEqual([]);
    },
    60_000,
  );

  it('tells on the system page how each part is, and how each job ended', async () => {
    const runs = panel.api.app.get(JobRunsService);
    await runs.run('sweep', () => Promise.resolve());
    await expect(runs.run('mail', () => Promise.reject(new Error('no server')))).rejects.toThrow();
    await tab.open('system');
    await tab.page.getByText('It answers, and has every migration.').waitFor();
    await tab.page.getByText('Failed or late: Sending of mail').waitFor();
    const row = (name: string) => tab.page.getByRole('table', { name: 'Jobs' }).getByRole('row', { name });
    expect(await row('Sweep of listings').textContent()).toMatch(/now.*done.*now/);
    expect(await row('Sending of mail').textContent()).toMatch(/now.*failed.*never.*every 5 seconds/);
    expect(await row('Changes of many listings').textContent()).toMatch(/never.*–.*never/);
    expect(await tab.axe()).toEqual([]);
  });

  it('shows at the edges of its tables that there is more', async () => {
    await tab.open('');
    const days = tab.page.getByRole('region', { name: 'Listings by day' });
    await days.waitFor();
    const frame = days.locator('xpath=..');
    await frame.locator('[data-edge=bottom]').waitFor();
    expect(await frame.locator('[data-edge=top]').count()).toBe(0);
    await days.focus();
    await tab.page.keyboard.press('End');
    await frame.locator('[data-edge=top]').waitFor();
    await frame.locator('[data-edge=bottom]').waitFor({ state: 'detached' });
  });
});
