import { objectLink } from './object-link';

describe('the way from an entry of the audit to what it is about', () => {
  it.each([
    ['instrument', '7', true, '/instruments/7'],
    ['group', 'quienes revisan', true, '/groups/quienes%20revisan'],
    ['group', 'quienes revisan', false, null],
    ['import_run', '3', true, '/imports/3/show'],
    ['session', '7', true, '/sessions/7/show'],
    ['session', '7', false, null],
    ['token', 'x', true, null],
    ['permission', 'x', null, null],
    ['user', null, null, null],
    ['user', '7', true, '/users/7'],
    ['user', '7', false, null],
  ])('of %s %s, there: %s, is %s', (type, id, exists, path) => {
    expect(objectLink(type, id, exists)).toBe(path);
  });
});
