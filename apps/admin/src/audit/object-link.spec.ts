import { objectLink } from './object-link';

describe('the way from an entry of the audit to what it is about', () => {
  it.each([
    ['instrument', '7', 'Bass', '/instruments/7'],
    ['group', 'quienes revisan', null, '/groups/quienes%20revisan'],
    ['import_run', '3', 'Reverb', '/imports/3/show'],
    ['session', '7', null, '/sessions/7/show'],
    ['token', 'x', 'ana@example.org', null],
    ['user', null, null, null],
    ['user', '7', 'ana@example.org', '/users/7'],
    ['user', '7', null, null],
  ])('of %s %s, called %s, is %s', (type, id, name, path) => {
    expect(objectLink(type, id, name)).toBe(path);
  });
});
