import fc from 'fast-check';
import { parseImage, parseLink } from './link-key';

describe('parseLink', () => {
  it.each([
    ['https://www.Hispasonic.com/Anuncios/1/', 'hispasonic.com/Anuncios/1'],
    ['http://hispasonic.com:80/a', 'hispasonic.com/a'],
    ['https://hispasonic.com:8443/a', 'hispasonic.com:8443/a'],
    ['https://x.com/a#reply', 'x.com/a'],
    ['https://x.com/a?b=2&a=1', 'x.com/a?a=1&b=2'],
    ['https://x.com/a?utm_source=q&UTM_Medium=w&gclid=1&fbclid=2&msclkid=3&_ga=4&id=5', 'x.com/a?id=5'],
    ['https://x.com/a/?utm_source=q', 'x.com/a'],
    ['https://x.com', 'x.com'],
    ['https://x.com/%c3%b1', 'x.com/%C3%B1'],
    ['https://x.com/ñ', 'x.com/%C3%B1'],
  ])('%s has the key %s', (link, key) => {
    expect(parseLink(` ${link} `)).toEqual({ link, key });
  });

  it('writes out white space inside an address', () => {
    expect(parseLink('https://x.com/a b')).toEqual({ link: 'https://x.com/a%20b', key: 'x.com/a%20b' });
  });

  it.each([
    ['javascript:alert(1)', 'link_scheme'],
    ['ftp://x.com/a', 'link_scheme'],
    ['not a url', 'link_unreadable'],
    ['//x.com/a', 'link_unreadable'],
    ['https:x.com', 'link_unreadable'],
    ['https:///x.com/a', 'link_unreadable'],
    ['https://me:secret@x.com/', 'link_credentials'],
    ['https://me@x.com/', 'link_credentials'],
    [`https://x.com/${'y'.repeat(987)}`, 'link_too_long'],
    [`https://x.com/${'ñ'.repeat(400)}`, 'link_too_long'],
  ])('refuses %s with %s', (text, code) => {
    expect(parseLink(text)).toMatchObject({ field: 'link', code });
    expect(parseImage(text)).toMatchObject({ field: 'image', code });
  });

  it('takes 1,000 characters', () => {
    expect(parseLink(`https://x.com/${'y'.repeat(986)}`)).toHaveProperty('key');
  });

  it('gives a key whose own link has the same key', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (text) => {
        const first = parseLink(text);
        if (!('key' in first)) return;
        expect(parseLink(`https://${first.key}`)).toMatchObject({ key: first.key });
      }),
    );
  });
});
