import { webAddress } from './instrument';

describe('an address of a listing', () => {
  it.each(['https://example.org/a?b#c', 'http://example.org'])('%s may be followed', (url) => {
    expect(webAddress(url)).toBe(url);
  });

  it.each([
    ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)'],
    ...['data:text/html,x', 'vbscript:x', '/local', '', null, undefined],
  ])('%j may not', (url) => {
    expect(webAddress(url)).toBeNull();
  });
});
