import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { source as axeSource } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { linkTo } from './account';
import { startApp, type TestApp } from './app';
import { startBrowser } from './browser';
import { type Role, signIn, type SignedIn } from './clients';
import { ROOT } from './source-files';
import { until } from './uploads';
import { GOOD_PASSWORD } from './users';

/** A first build installs its packages as well, in milliseconds. */
export const PANEL_BUILD_TIME = 300_000;

/** A page that shows nothing for so long, in milliseconds, will not any more, however busy the machine is. */
const PATIENCE = 30_000;

/** Builds the admin panel if its sources are not those that dist/admin was made of. */
export async function buildPanel(): Promise<void> {
  const module = pathToFileURL(join(ROOT, 'scripts/lib/panel.mjs')).href;
  const script = `const { ensurePanelBuilt } = await import('${module}'); process.exit((await ensurePanelBuilt()) ? 0 : 1);`;
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT }, (error, _out, stderr) =>
      error ? reject(new Error(stderr)) : resolve(),
    );
  });
}

/** The appearance of a page: language, colours, width. */
export interface Look {
  readonly language: 'es' | 'en';
  readonly scheme: 'light' | 'dark';
  readonly width: 320 | 1280;
}

const HEIGHT = 800;

/** A tab at the panel, and whatever went wrong in it. */
export class PanelTab {
  /** What the console said that nobody expects, and what left for elsewhere. */
  readonly faults: string[] = [];

  constructor(
    readonly page: Page,
    private readonly base: string,
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      const text = message.text();
      // a refusal is an answer like others; images of made-up sites are not there
      if (message.type() === 'error' && !text.startsWith('Failed to load resource')) this.faults.push(text);
    });
    page.on('response', (answer) => {
      if (answer.status() >= 500) this.faults.push(`${answer.status()} ${answer.url()}`);
    });
    page.on('request', (request) => {
      const isOurs = request.url().startsWith(base) || /^(data|blob):/.test(request.url());
      if (!isOurs && request.resourceType() !== 'image') this.faults.push(request.url());
    });
  }

  /** Opens a screen, such as `users`. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.base}/admin/${path}`);
    await this.page.waitForSelector('main');
  }

  /** Resolves when an expression holds. Playwright's own way makes code of texts in the page, which its policy forbids. */
  async holds(expression: string): Promise<void> {
    await until(() => this.page.evaluate<boolean>(expression));
  }

  /**
   * Shows what stands in another look without loading the panel anew: another language as another tab of this browser
   * chooses it, whereupon everything is made afresh.
   */
  async wear({ language, scheme, width }: Look): Promise<void> {
    await this.page.setViewportSize({ width, height: HEIGHT });
    await this.page.emulateMedia({ colorScheme: scheme });
    await this.holds(`getComputedStyle(document.documentElement).colorScheme === '${scheme}'`);
    if (await this.page.evaluate<boolean>(`document.documentElement.lang === '${language}'`)) return;
    await this.page.evaluate(`{
      document.querySelector('main').dataset.before = '';
      const chosen = { key: 'RaStore.locale', newValue: '"${language}"' };
      localStorage.setItem(chosen.key, chosen.newValue);
      dispatchEvent(new StorageEvent('storage', chosen));
    }`);
    await this.holds(`document.querySelector('main:not([data-before])') !== null`);
  }

  /** The number of rows that a list says it has. */
  async results(): Promise<number> {
    const text = await this.page.getByText(/^[\d,]+ results?$/).textContent();
    return Number(text?.replaceAll(/\D/g, ''));
  }

  /** Fills the form of the sign-in. */
  async signIn(email: string, password: string): Promise<void> {
    await this.page.fill('input[type=email]', email);
    await this.page.fill('input[type=password]', password);
    await this.page.click('form:has(input[type=password]) button[type=submit]');
  }

  /** Resolves when the frame of the panel is there: somebody is signed in. */
  async isIn(): Promise<void> {
    await this.page.waitForSelector('header');
  }

  /** Resolves when a list or a form has come. */
  async settled(): Promise<void> {
    await this.page.waitForSelector('h1:not(:empty)');
    for (const coming of ['[role=progressbar]', '.RaDatagrid-loading', '.MuiSkeleton-root']) {
      await this.page.waitForSelector(coming, { state: 'detached' });
    }
    // what comes after the rest, such as counts and choices
    await this.page.waitForTimeout(150);
  }

  /** The faults of accessibility that axe finds (WCAG 2.2 AA), one line each. */
  async axe(): Promise<string[]> {
    if (!(await this.page.evaluate<boolean>('"axe" in window'))) await this.page.evaluate(axeSource);
    return this.page.evaluate<string[]>(`axe
      .run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
      })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary.slice(0, 200))))`);
  }

  /** Keeps a picture of the screen below test-results. */
  async picture(name: string): Promise<void> {
    const folder = join(ROOT, 'test-results/panel');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
}

/** The real API with the built panel, and a browser. */
export class TestPanel {
  constructor(
    readonly api: TestApp,
    private readonly browser: Browser,
    readonly base: string,
  ) {}

  /** Somebody who may enter the panel by {@link GOOD_PASSWORD}. */
  staff(role: Role = {}): Promise<SignedIn> {
    return signIn(this.api, { password: GOOD_PASSWORD, staff: true, ...role });
  }

  /** The link in the newest mail to an address, at the server of this test: its port is not the configured one. */
  async linkOf(email: string): Promise<string> {
    const link = new URL((await linkTo(this.api, email)) ?? '');
    return `${this.base}${link.pathname}${link.hash}`;
  }

  /** A browser of its own for somebody: cookies, language and colours. */
  async context(look: Partial<Look> = {}, more: BrowserContextOptions = {}): Promise<BrowserContext> {
    const options: BrowserContextOptions = {
      locale: look.language ?? 'en',
      colorScheme: look.scheme ?? 'light',
      viewport: { width: look.width ?? 1280, height: HEIGHT },
      reducedMotion: 'reduce',
      ...more,
    };
    const context = await this.browser.newContext(options);
    // a step that fails says so before the test runs out of time
    context.setDefaultTimeout(PATIENCE);
    return context;
  }

  /** A tab of such a browser, or of a new one. */
  async tab(context?: BrowserContext): Promise<PanelTab> {
    return new PanelTab(await (context ?? (await this.context())).newPage(), this.base);
  }

  /** A tab in which somebody has signed in. */
  async tabOf({ user }: SignedIn, path = ''): Promise<PanelTab> {
    const tab = await this.tab();
    await tab.open(path);
    await tab.signIn(user.email, GOOD_PASSWORD);
    await tab.isIn();
    return tab;
  }

  /** Closes all tabs: pages that nobody looks at any more go on working beside those of the next test. */
  async closeTabs(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.api.close();
  }
}

/** Starts it; close it in `afterAll`, and give `beforeAll` {@link PANEL_BUILD_TIME}. */
export async function startPanel(): Promise<TestPanel> {
  await buildPanel();
  const api = await startApp({ NODE_ENV: 'development' });
  await api.app.listen(0, '127.0.0.1');
  const base = `http://localhost:${new URL(await api.app.getUrl()).port}`;
  return new TestPanel(api, await startBrowser(), base);
}

/** Fills the two fields for a new password, and saves it. */
export async function typeNewPassword({ page }: PanelTab, wanted: string): Promise<void> {
  await page.getByLabel('New password', { exact: false }).first().fill(wanted);
  await page.getByLabel('New password, again').fill(wanted);
  await page.getByRole('button', { name: 'Save the password' }).click();
}

/** Tries a password that is too short for staff, which the panel says, and then a good one. */
export async function chooseAnotherPassword(tab: PanelTab, good: string): Promise<void> {
  await typeNewPassword(tab, 'short');
  const refusal = tab.page.getByText('The password needs 15 characters at least.');
  await refusal.waitFor();
  // another one is not refused before it is tried
  await tab.page.getByLabel('New password', { exact: false }).first().fill(good);
  await refusal.waitFor({ state: 'detached' });
  await typeNewPassword(tab, good);
}
