import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app';
import { describeInBrowser, startBrowser } from '../support/browser';
import { signIn, type SignedIn } from '../support/clients';
import { ROOT } from '../support/source-files';
import { GOOD_PASSWORD } from '../support/users';

const FILES: Readonly<Record<string, string>> = {
  '/': 'text/html',
  '/auth-client.mjs': 'text/javascript',
};

let api: TestApp;
let browser: Browser;
let context: BrowserContext;
let pages: Server;
let person: SignedIn;
let appUrl: string;

/** Serves the page of the single-page app from an origin of its own. */
async function servePages(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const type = FILES[path];
    if (type === undefined) {
      response.writeHead(404).end();
      return;
    }
    void readFile(join(ROOT, 'test/browser', path === '/' ? 'page.html' : path)).then((text) => {
      response.writeHead(200, { 'Content-Type': type }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Opens a tab and waits until it knows whether somebody is signed in. */
async function openTab(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(appUrl);
  await page.waitForFunction('window.ready === true');
  return page;
}

const status = (page: Page) => page.getByRole('status').textContent();
const signInAt = (page: Page) =>
  page.evaluate(`client.signIn('${person.user.email}', '${GOOD_PASSWORD}').then(whoAmI)`);

/** Lets the refresh token of the one open session be as old as if the tabs had been open for an hour. */
async function anHourLater(): Promise<void> {
  await api.database.query(
    `UPDATE outstanding_token SET created_at = created_at - interval '1 hour',
                                  consumed_at = consumed_at - interval '1 hour'`,
  );
}

async function generation(): Promise<number> {
  const { rows } = await api.database.query<{ gen: number }>(
    `SELECT current_gen AS gen FROM auth_session WHERE transport = 'cookie' AND revoked_at IS NULL`,
  );
  expect(rows).toHaveLength(1);
  return rows[0]?.gen ?? 0;
}

describeInBrowser('a single-page app on another origin', () => {
  beforeAll(async () => {
    pages = await servePages();
    api = await startApp({ NODE_ENV: 'development' });
    await api.app.listen(0, '127.0.0.1');
    const port = new URL(await api.app.getUrl()).port;
    appUrl = `http://localhost:${portOf(pages)}/?api=http://localhost:${port}`;
    person = await signIn(api, { password: GOOD_PASSWORD });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    pages.close();
    await api.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context.close();
    await api.database.query(
      `UPDATE auth_session SET revoked_at = now(), revoked_reason = 'logout'
        WHERE transport = 'cookie' AND revoked_at IS NULL`,
    );
  });

  it('signs in, and leaves no token where a script could find it', async () => {
    const page = await openTab();
    expect(await status(page)).toBe('nobody');
    await signInAt(page);
    expect(await status(page)).toBe(person.user.email);
    expect(await page.evaluate('[document.cookie, localStorage.length, sessionStorage.length]')).toEqual([
      ...['', 0, 0],
    ]);
    const cookie = (await context.cookies()).find(({ name }) => name === 'rt');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  });

  it('is still signed in after the page has been loaded again', async () => {
    const page = await openTab();
    await signInAt(page);
    await page.reload();
    await page.waitForFunction('window.ready === true');
    expect(await status(page)).toBe(person.user.email);
  });

  it('refreshes in three tabs at once, and none of them is thrown out', async () => {
    const first = await openTab();
    await signInAt(first);
    const tabs = [first, await openTab(), await openTab()];
    const before = await generation();
    await anHourLater();
    await Promise.all(tabs.map((tab) => tab.evaluate('client.resume().then(whoAmI)')));
    for (const tab of tabs) expect(await status(tab)).toBe(person.user.email);
    expect(await generation()).toBe(before + 1);
  });

  it('survives an answer that is lost on the way', async () => {
    const page = await openTab();
    await signInAt(page);
    await anHourLater();
    let lost = 0;
    await page.route('**/token/refresh', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      const cookies = await context.cookies();
      await route.fetch(); // the server rotates …
      await context.addCookies(cookies); // … and the browser never hears of it, its cookie jar included
      return route.abort('connectionreset');
    });
    const before = await generation();
    await page.evaluate('client.resume().then(whoAmI)');
    expect([lost, await status(page), await generation()]).toEqual([1, person.user.email, before + 1]);
  });

  it('signs out in every tab, and the cookie is gone', async () => {
    const first = await openTab();
    await signInAt(first);
    const second = await openTab();
    await second.evaluate('client.signOut()');
    await first.waitForFunction(`document.querySelector('[role=status]').textContent === 'signed out'`);
    expect((await context.cookies()).filter(({ name }) => name === 'rt')).toEqual([]);
    const refusal = await first.evaluate(`client.fetch('/api/v1/me').catch((problem) => problem.code)`);
    expect(refusal).toBe('auth.token_invalid');
  });
});
