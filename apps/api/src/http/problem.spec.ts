import { preferredLanguage } from './problem';
import { TrustedProxies } from './trusted-proxies';

describe('language of answers', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['es', 'es'],
    ['es-ES,es;q=0.9,en;q=0.8', 'es'],
    ['en-GB,es;q=0.9', 'en'],
    ['fr,es;q=0.5,en;q=0.4', 'es'],
    ['de', 'en'],
    ['*', 'en'],
    [';;;,,,q=', 'en'],
  ])('%j is answered in %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});

describe('trusted proxies', () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', '192.168.1.7', 'fd00::/8']);

  it.each([
    ['10.200.3.4', true],
    ['::ffff:10.1.1.1', true],
    ['192.168.1.7', true],
    ['192.168.1.8', false],
    ['fd12::1', true],
    ['2001:db8::1', false],
    [undefined, false],
  ])('%s: %s', (address, trusted) => {
    expect(proxies.includes(address)).toBe(trusted);
  });
});
