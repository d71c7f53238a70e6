import { parseEmail } from './email';

describe('an e-mail address', () => {
  it.each([
    ['ana@example.org', 'ana@example.org'],
    ['  Ana.Ruiz+x@EXAMPLE.Org\n', 'Ana.Ruiz+x@example.org'],
    ["o'brien@xn--espaa-rta.es", "o'brien@xn--espaa-rta.es"],
    ['root@localhost', 'root@localhost'],
    [`${'a'.repeat(64)}@b.es`, `${'a'.repeat(64)}@b.es`],
  ])('is taken: %j', (text, expected) => expect(parseEmail(text)).toBe(expected));

  it.each([
    ...['', ' ', 'ana', '@', 'ana@', '@b.es', 'a@b@c.es', 'a b@c.es', '.a@b.es', 'a.@b.es', 'a..b@c.es'],
    ...['a@-b.es', 'a@b-.es', 'a@b..es', 'a@.es', 'a@b.es.', 'a\0@b.es', 'a\n@b.es', '<a@b.es>', '"a"@b.es'],
    ...['añá@b.es', 'a@españa.es', 'ı@b.es', `${'a'.repeat(65)}@b.es`, `a@${'b'.repeat(253)}`],
    ...[undefined, null, 7, {}, ['a@b.es']],
  ])('is refused: %j', (text) => expect(parseEmail(text)).toBeNull());
});
