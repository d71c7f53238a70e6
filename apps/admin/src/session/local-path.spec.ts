import { localPath } from './local-path';

describe('where a sign-in leads', () => {
  it.each([
    ['/users', '/users'],
    ['/users?filter=%7B%7D#x', '/users?filter=%7B%7D#x'],
    ['/admin/users', '/users'],
    ['/admin', '/'],
    ['/administrators', '/administrators'],
    [null, '/'],
    ['', '/'],
    ['users', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/..//evil.example', '/'],
    ['/admin//evil.example', '/'],
  ])('%j is %s', (wanted, path) => {
    expect(localPath(wanted)).toBe(path);
  });
});
