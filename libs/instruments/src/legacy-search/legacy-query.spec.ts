import { parseLegacyPage, parsePriceBound } from './legacy-query';

describe('legacy page', () => {
  it.each([
    [undefined, 1],
    ['', 1],
    ['1', 1],
    ['007', 7],
    [' 2 ', 2],
    ['+3', 3],
    ['last', 'last'],
    ['0', null],
    ['-1', null],
    ['1.0', null],
    ['1e3', null],
    ['Last', null],
    ['abc', null],
    ['٣', null],
    ['9'.repeat(30), null],
  ])('%j is %j', (text, page) => {
    expect(parseLegacyPage(text)).toBe(page);
  });
});

describe('legacy price bound', () => {
  it.each([
    [undefined, 'min', 'none'],
    ['', 'max', 'none'],
    ['0', 'min', 'none'],
    ['0.00', 'min', 'none'],
    ['-0', 'min', 'none'],
    ['0', 'max', { decimal: '0' }],
    ['99.99', 'min', { decimal: '99.99' }],
    ['.5', 'max', { decimal: '.5' }],
    ['1e3', 'max', { decimal: '1e3' }],
    ['Infinity', 'max', 'none'],
    ['inf', 'max', 'none'],
    ['-Infinity', 'min', 'none'],
    ['Infinity', 'min', 'nothing'],
    ['-Infinity', 'max', 'nothing'],
    ['NaN', 'min', 'malformed'],
    ['12,5', 'min', 'malformed'],
    ['1e999', 'max', 'malformed'],
    ['0x10', 'max', 'malformed'],
    ["1' OR 1=1", 'max', 'malformed'],
    ['1'.repeat(101), 'max', 'malformed'],
  ] as const)('%j as %s is %j', (text, side, bound) => {
    expect(parsePriceBound(text, side)).toEqual(bound);
  });
});
