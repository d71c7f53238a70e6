import { createHmac, createSecretKey } from 'node:crypto';
import { isTokenOf, linkUrl, type LinkRow, readLinkId } from './account-link';

const KEY = createSecretKey('Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&', 'utf8');
const ROW: LinkRow = { id: '018f4e5a-7c1b-4d2e-8f3a-0123456789ab', purpose: 'password_reset' };
const tokenOf = (row: LinkRow, key = KEY): string => linkUrl('', row, key).split('#token=')[1] ?? '';
const TOKEN = tokenOf(ROW);

describe('a link in a mail', () => {
  it('leads to the page for its purpose, its token where no server sees it', () => {
    expect(linkUrl('https://www.example.org', ROW, KEY)).toBe(
      `https://www.example.org/reset-password#token=${TOKEN}`,
    );
    const page = (purpose: LinkRow['purpose']) => linkUrl('', { ...ROW, purpose }, KEY).split('#')[0];
    expect([page('email_verification'), page('account_created')]).toEqual([
      ...['/verify-email', '/choose-password'],
    ]);
  });

  it('has the same token each time: id and HMAC-SHA256 of purpose and id', () => {
    const proof = createHmac('sha256', KEY)
      .update(`account-link:password_reset:${ROW.id}`)
      .digest('base64url');
    expect(TOKEN).toBe(`AY9OWnwbTS6POgEjRWeJqw.${proof}`);
    expect(tokenOf(ROW)).toBe(TOKEN);
    expect(readLinkId(TOKEN)).toBe(ROW.id);
    expect(isTokenOf(TOKEN, ROW, KEY)).toBe(true);
  });

  it('is another one by another key, purpose or id', () => {
    const other = createSecretKey('eThWmZq4t7w!z%C*F-JaNdRgUjXn2r5u', 'utf8');
    expect(isTokenOf(TOKEN, ROW, other)).toBe(false);
    expect(isTokenOf(TOKEN, { ...ROW, purpose: 'account_created' }, KEY)).toBe(false);
    expect(isTokenOf(TOKEN, { ...ROW, id: ROW.id.replace(/b$/, 'c') }, KEY)).toBe(false);
  });

  it('has one spelling: no bit of its token may differ', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const at of [21, TOKEN.length - 1]) {
      const others = Array.from(alphabet, (letter) => TOKEN.slice(0, at) + letter + TOKEN.slice(at + 1));
      expect(others.filter((one) => isTokenOf(one, ROW, KEY))).toEqual([TOKEN]);
    }
  });

  it.each(['', '.', 'x', TOKEN.slice(1), `${TOKEN}A`, ` ${TOKEN}`, TOKEN.replace('.', '-'), `${TOKEN}\n`])(
    'has no token like %j',
    (text) => expect([readLinkId(text), isTokenOf(text, ROW, KEY)]).toEqual([null, false]),
  );
});
