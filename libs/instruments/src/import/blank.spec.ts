import { isBlank } from './blank';

describe('isBlank', () => {
  it.each(['', '  \t\n', 'null', 'NULL', ' None ', 'NaN', '-', 'n/a', 'N/A', '\u200b', '\u00a0'])(
    '%j is nothing',
    (text) => {
      expect(isBlank(text)).toBe(true);
    },
  );

  it.each(['0', '--', 'no', 'nulls', 'NA', '-5', '.'])('%j is something', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
