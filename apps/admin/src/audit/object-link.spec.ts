import { objectLink } from './object-link';

describe('the way from an entry of the audit to what it is about', () => {
  it.each([
    ['instrument', '7', '/instruments/7'],
    ['group', 'quienes revisan', '/groups/quienes%20revisan'],
    ['import_run', '3', '/imports/3/show'],
    ['token', 'x', null],
    ['user', null, null],
  ])('of %s %s is %s', (type, id, path) => {
    expect(objectLink(type, id)).toBe(path);
  });
});
