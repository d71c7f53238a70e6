import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, startBrowser } from '../support/browser';
import { dropDatabase, freshDatabase } from '../support/database';
import { Documented } from '../support/documented';
import { ServerProcess } from '../support/server';

const PATIENCE = 20_000;

let databaseUrl: string;
let server: ServerProcess;
let origin: string;
let browser: Browser;
let page: Page;
/** Requests that would have left this machine. */
const abroad: string[] = [];

/** What the browser has refused to do for the page, or to find for it. */
const refused: string[] = [];

describeInBrowser('the page of the API in a browser', () => {
  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    server = await ServerProcess.start({ DATABASE_URL: databaseUrl, API_DOCS: 'on' });
    origin = await server.url();
    browser = await startBrowser();
    const context = await browser.newContext();
    await context.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(`${origin}/`) || url.startsWith('data:')) return route.continue();
      abroad.push(url);
      return route.abort('internetdisconnected');
    });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    page.on('pageerror', (error) => refused.push(error.message));
    await page.addInitScript(`
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error('policy: ' + violatedDirective + ' ' + blockedURI))`);
    await page.goto(`${origin}/api/docs`);
    await page.locator('.opblock').first().waitFor({ timeout: PATIENCE });
  });
  afterAll(async () => {
    await browser.close();
    await server.end();
    await dropDatabase(databaseUrl);
  });

  it('lists every operation of the description', async () => {
    const operations = new Documented().operations();
    expect(operations.length).toBeGreaterThan(50);
    const [methods = [], paths = []] = await Promise.all(
      ['.opblock-summary-method', '.opblock-summary-path, .opblock-summary-path__deprecated'].map((part) =>
        page.locator(part).allTextContents(),
      ),
    );
    const shown = methods.map((method, at) => `${method} ${paths[at] ?? ''}`);
    // the page lets paths break after each slash
    const bare = (names: readonly string[]) =>
      names.map((name) => name.replace(/\u200b/g, '').toLowerCase()).sort();
    expect(bare(shown)).toEqual(bare(operations));
  });

  it.each(['getCategories', 'getInstruments', 'getInstrumentsExport'])(
    'asks the server that it comes from what %s is, as it opens: nothing is filled in that contradicts itself',
    async (operation) => {
      const block = page.locator(`#operations-instruments-${operation}`);
      await block.locator('.opblock-summary-control').click();
      await block.getByRole('button', { name: 'Try it out' }).click();
      await block.getByRole('button', { name: 'Execute' }).click();
      const status = block.locator('.live-responses-table .response-col_status').last();
      await status.waitFor({ timeout: PATIENCE });
      expect(await status.textContent()).toMatch(/^200/);
      expect(await block.locator('.request-url').textContent()).not.toContain('?');
    },
  );

  it('asks nobody else, and is refused nothing', () => {
    expect({ abroad, refused }).toEqual({ abroad: [], refused: [] });
  });
});
