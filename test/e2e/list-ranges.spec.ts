import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { faultsOf } from '../support/lists';

let api: TestApp;
let boss: ApiClient;

beforeAll(async () => {
  api = await startApp();
  boss = (await signIn(api, { superuser: true })).client;
});
afterAll(() => api.close());

describe.each([
  ['/api/v1/admin/audit', 'from', 'to'],
  ['/api/v1/admin/audit/export', 'from', 'to'],
  ['/api/v1/admin/blacklisted-tokens', 'from', 'to'],
  ['/api/v1/admin/outstanding-tokens', 'created_from', 'created_to'],
  ['/api/v1/admin/outstanding-tokens', 'expires_from', 'expires_to'],
  ['/api/v1/admin/sessions', 'created_from', 'created_to'],
  ['/api/v1/imports', 'from', 'to'],
])('%s, from %s to %s', (door, from, to) => {
  const url = (begin: string, end: string): string =>
    `${door}?${new URLSearchParams({ [from]: begin, [to]: end }).toString()}`;

  it('a range that begins behind its end is refused at its end', async () => {
    expect(await faultsOf(boss, url('2026-11-02', '2026-11-01T23:59:59Z'))).toEqual([`${to} range_empty`]);
  });

  it('one that ends where it begins is not, and what is no moment is told as that alone', async () => {
    expect((await boss.get(url('2026-11-02', '2026-11-02'))).statusCode).toBe(200);
    expect(await faultsOf(boss, url('2026-11-02', 'yesterday'))).toEqual([`${to} format`]);
  });
});
