import { AccountMailService } from '@app/auth';
import { SeedService } from '@app/instruments';
import { describeInBrowser } from '../support/browser';
import { carryOut } from '../support/bulk-jobs';
import { signIn, type SignedIn } from '../support/clients';
import { insertListings } from '../support/listings';
import { type Look, PANEL_BUILD_TIME, startPanel, type TestPanel } from '../support/panel';
import { GOOD_PASSWORD } from '../support/users';

const ALL_LOOKS: readonly Look[] = [
  { language: 'es', scheme: 'light', width: 320 },
  { language: 'en', scheme: 'dark', width: 1280 },
  { language: 'es', scheme: 'dark', width: 1280 },
  { language: 'en', scheme: 'light', width: 320 },
];
/** The first two have each language, each scheme and each width; `PANEL_LOOKS=all` takes two minutes more. */
const LOOKS = process.env['PANEL_LOOKS'] === 'all' ? ALL_LOOKS : ALL_LOOKS.slice(0, 2);

let panel: TestPanel | undefined;
let boss: SignedIn;
/** Every screen by its name, with its path. */
let screens: Record<string, string>;

const labelOf = ({ language, scheme, width }: Look): string => `${language}-${scheme}-${width}`;

/** Something to look at on each screen. */
async function fill({ api }: TestPanel, { client }: SignedIn): Promise<Record<string, string>> {
  await api.app.get(SeedService).loadFixtures();
  const csv = 'name,price,link,website\nFender,100,https://reverb.example/x1,Reverb\nBad,x,,Reverb\n';
  await api.importCsv(csv, { source: 'reverb' });
  await client.post('/api/v1/admin/groups', { name: 'quienes-revisan', permissions: ['users.view_user'] });
  const key = await client.post('/api/v1/admin/api-keys', {
    name: 'nightly',
    permissions: ['instruments.import'],
  });
  const other = await signIn(api, {
    email: 'alguien@example.org',
    permissions: ['instruments.view_instrument'],
  });
  await signIn(api, { email: 'gone@example.org' }).then(({ tokens }) =>
    client.send('DELETE', `/api/v1/admin/sessions/${tokens.sessionId}`, {
      body: { note: 'portátil perdido' },
    }),
  );
  const [gone, priceless] = await insertListings(api.database, [
    { name: 'Guitarra retirada', price: 250, status: 'removed' },
    { name: 'Bajo sin precio '.repeat(8) },
  ]);
  const job = await carryOut(client, { action: 'price_thousand', ids: [gone, priceless] });
  await carryOut(client, { action: 'category', value: 'bajos', query: 'q=bajo&category=guitarras' });
  const { rows } = await api.database.query<{ id: string; listing: string }>(
    'SELECT (SELECT max(id) FROM import_run) AS id, (SELECT min(instrument_id) FROM listed_instrument) AS listing',
  );
  return {
    instruments: 'instruments',
    'instruments-found': `instruments?filter=${encodeURIComponent('{"category":["guitarras"],"q":"fender"}')}`,
    'instruments-nothing': `instruments?filter=${encodeURIComponent('{"brand":["nadie"]}')}`,
    instrument: `instruments/${rows[0]?.listing ?? ''}`,
    'instrument-new': 'instruments/create',
    'instrument-removed': `instruments/${gone}`,
    'removed-instruments': 'removed-instruments',
    'bulk-jobs': 'bulk-jobs',
    'bulk-job': `bulk-jobs/${job.id}/show`,
    'bulk-job-new': `bulk-jobs/create?from=instruments&query=${encodeURIComponent('q=fender&category=bajos,guitarras')}`,
    'bulk-job-of-nothing': 'bulk-jobs/create',
    imports: 'imports',
    import: `imports/${rows[0]?.id ?? ''}/show`,
    'import-new': 'imports/create',
    categories: 'categories',
    'unmapped-labels': 'unmapped-labels',
    'category-aliases': 'category-aliases',
    sources: 'sources',
    source: 'sources/reverb',
    'source-new': 'sources/create',
    users: 'users',
    user: `users/${other.user.id}`,
    'user-new': 'users/create',
    groups: 'groups',
    group: 'groups/quienes-revisan',
    'group-new': 'groups/create',
    sessions: 'sessions',
    session: `sessions/${other.tokens.sessionId}/show`,
    'outstanding-tokens': 'outstanding-tokens',
    'blacklisted-tokens': 'blacklisted-tokens',
    'api-keys': 'api-keys',
    'api-key': `api-keys/${key.json<{ id: string }>().id}`,
    'api-key-new': 'api-keys/create',
    audit: 'audit',
    dashboard: '',
    system: 'system',
    nowhere: 'nowhere',
    'access-denied': 'access-denied',
  };
}

/** How far two colours are from one another, as WCAG 2 counts it; such as `rgb(1, 2, 3)`. */
function contrast(...colours: readonly [string | undefined, string | undefined]): number {
  const [light = 0, dark = 0] = colours
    .map((colour) => {
      const [red = 0, green = 0, blue = 0] = (colour?.match(/[\d.]+/g) ?? []).map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

describeInBrowser('the screens of the panel', () => {
  beforeAll(async () => {
    panel = await startPanel();
    boss = await panel.staff({ superuser: true });
    screens = await fill(panel, boss);
  }, PANEL_BUILD_TIME);
  afterAll(async () => {
    await panel?.close();
  });

  it('have no fault that axe can find, are no wider than the window, and ask nobody else, in each look', async () => {
    if (!panel) throw new Error('there is no panel');
    const tab = await panel.tab(await panel.context(LOOKS[0]));
    const found: Record<string, unknown> = {};
    const judge = async (name: string): Promise<void> => {
      await tab.settled();
      await tab.picture(name);
      const axe = await tab.axe();
      const tooWide = await tab.page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      const faults = tab.faults.splice(0);
      // what the browser says by itself, it says in its own language
      const judged = 'form:not([novalidate]):has([required], [type=email], [type=url])';
      const native = await tab.page.locator(judged).count();
      if (native > 0) faults.push('a form that the browser judges');
      // a value that React hands to the page because nobody has read it
      const unread = await tab.page.evaluate<string[]>(
        `[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]
          .filter(({ value }) => value.includes('[object Object]')).map(({ name }) => name))`,
      );
      faults.push(...unread);
      // a screen that is not there leads elsewhere and says so
      const refused = await tab.page.locator('.RaNotification-error').allTextContents();
      faults.push(...refused);
      if (axe.length + faults.length > 0 || tooWide > 0) found[name] = { axe, faults, tooWide };
    };
    let looks = LOOKS;
    /** In each look; the next screen begins with the one that this one ends with, so each is loaded in its turn. */
    const judgeAll = async (name: string): Promise<void> => {
      for (const look of looks) {
        await tab.wear(look);
        await judge(`${name}-${labelOf(look)}`);
      }
      looks = looks.toReversed();
    };
    await tab.open('');
    await tab.page.waitForSelector('input[type=password]');
    await judgeAll('sign-in');
    for (const look of LOOKS) {
      await tab.wear(look);
      await tab.page.getByRole('button', { name: /forgot|olvidado/ }).click();
      await judge(`forgotten-password-${labelOf(look)}`);
    }
    for (const path of ['choose-password#token=a.b', 'verify-email#token=a.b', 'reset-password']) {
      await tab.open(path);
      await judgeAll(path.replace(/#.*/, ''));
    }
    await panel.api.app.get(AccountMailService).sendLink(boss.user, 'password_reset');
    await tab.page.goto(await panel.linkOf(boss.user.email));
    await tab.page.waitForSelector('input[type=password]');
    await judgeAll('new-password');
    await tab.open('');
    await tab.page.waitForSelector('input[type=password]');
    await tab.signIn(boss.user.email, GOOD_PASSWORD);
    await tab.isIn();
    for (const [name, path] of Object.entries(screens)) {
      await tab.open(path);
      await tab.isIn();
      await judgeAll(name);
    }
    expect(found).toEqual({});
  }, 600_000);

  it('say what they are while they are coming', async () => {
    if (!panel) throw new Error('there is no panel');
    const tab = await panel.tabOf(boss);
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await tab.page.route('**/assets/system-*.js', async (route) => {
      await arrived;
      await route.continue();
    });
    await tab.open('system');
    await tab.page.getByRole('progressbar', { name: 'Loading' }).waitFor();
    expect(await tab.axe()).toEqual([]);
    arrive();
    await tab.page.getByRole('heading', { name: 'System', level: 1 }).waitFor();
    await tab.page.context().close();
  });

  it('begin with a way past the menu that can be read in each look', async () => {
    if (!panel) throw new Error('there is no panel');
    const tab = await panel.tab(await panel.context(LOOKS[0]));
    await tab.open('');
    await tab.signIn(boss.user.email, GOOD_PASSWORD);
    await tab.isIn();
    for (const look of LOOKS) {
      await tab.wear(look);
      await tab.open('users');
      await tab.isIn();
      await tab.settled();
      await tab.page.keyboard.press('Tab');
      await tab.holds(`document.activeElement.className.includes('skip-nav-button')`);
      const { color, ground, opacity } = await tab.page.evaluate<Record<string, string>>(
        `(({ color, backgroundColor: ground, opacity }) => ({ color, ground, opacity }))(getComputedStyle(document.activeElement))`,
      );
      expect([contrast(color, ground) >= 4.5, opacity]).toEqual([true, '1']);
      // wide enough for its words, whatever makes them
      expect(await tab.page.evaluate<number>('document.activeElement.offsetWidth')).toBeGreaterThan(100);
      await tab.page.keyboard.press('Enter');
      await tab.page.keyboard.press('Tab');
      expect(await tab.page.evaluate<boolean>(`document.activeElement.closest('main') !== null`)).toBe(true);
    }
  });
});
