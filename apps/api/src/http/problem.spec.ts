import { preferredLanguage, problemOf } from './problem';
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

describe('the detail of a refusal', () => {
  const detail = (language: string): string =>
    problemOf('passwords.refused', 'id', language, { faults: ['too_short', 'common'], least: 15, most: 256 })
      .detail;

  it('says each reason in words', () => {
    expect(detail('en')).toBe(
      'The password needs 15 characters at least. This password is one of the most common ones.',
    );
    expect(detail('es')).toBe(
      'La contraseña necesita al menos 15 caracteres. Esta contraseña es una de las más comunes.',
    );
  });

  it('lists what it is about', () => {
    const { detail: text } = problemOf('rights.unknown_permission', 'id', 'en', { unknown: ['a.b', 'c.d'] });
    expect(text).toBe('There is no such permission: a.b, c.d.');
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
