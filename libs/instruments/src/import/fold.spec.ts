import fc from 'fast-check';
import { fold } from './fold';

describe('fold', () => {
  it.each([
    ['  GUITARRAS ', 'guitarras'],
    ['Baterías', 'baterias'],
    ['bateri\u0301as', 'baterias'],
    ['Música \t de\u00a0 España', 'musica de espana'],
    ['PLAIN', 'plain'],
    ['', ''],
  ])('%j becomes %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('has nothing left to do on its own answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(fold(fold(text))).toBe(fold(text))),
    );
  });
});
