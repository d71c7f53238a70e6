import fc from 'fast-check';
import type { RowNote } from './row-fault';
import { cleanText, decodeBytes } from './scraped-text';

describe('decodeBytes', () => {
  it.each([
    [Buffer.from('española €'), 'española €', true],
    [Buffer.from('espa\xf1ola', 'latin1'), 'española', false],
    [Buffer.concat([Buffer.from('ñ 🎸 '), Buffer.from([0xf1, 0x80, 0x9f, 0xff])]), 'ñ 🎸 ñ€Ÿÿ', false],
    [Buffer.from([0xed, 0xa0, 0x80]), 'í\u00a0€', false],
    [Buffer.from([0xc0, 0xaf]), 'À¯', false],
  ])('%j is %j', (bytes, text, utf8) => {
    expect(decodeBytes(bytes)).toEqual({ text, utf8 });
  });

  it('keeps every byte: text before a lone byte comes out as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeBytes(Buffer.concat([Buffer.from(text), Buffer.from([0xff])])).text).toBe(`${text}ÿ`);
      }),
    );
  });
});

describe('cleanText', () => {
  it.each<[string, string, string[]]>([
    ['a\tb\r\nc', 'a\tb\r\nc', []],
    ['a\0b', 'ab', ['nul_removed']],
    ['a\u0007\u007fb', 'ab', ['control_removed']],
    ['a\0\u0001b', 'ab', ['nul_removed', 'control_removed']],
    ['a\ud800b 🎸', 'ab 🎸', ['control_removed']],
    ['a\u200db', 'a\u200db', []],
  ])('%j becomes %j with %j', (text, clean, codes) => {
    const notes: RowNote[] = [];
    expect(cleanText(text, 'name', notes)).toBe(clean);
    expect(notes.map(({ code }) => code)).toEqual(codes);
  });
});
