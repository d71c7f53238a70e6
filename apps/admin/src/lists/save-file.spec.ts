import { fileName } from './save-file';

describe('the name of a file', () => {
  it.each([
    ['attachment; filename="audit.csv"', 'audit.csv'],
    ['attachment; filename="../x.csv"', null],
    ['attachment', null],
    [null, null],
  ])('in %s is %s', (disposition, name) => {
    expect(fileName(disposition)).toBe(name);
  });
});
