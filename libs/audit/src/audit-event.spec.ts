import { type AuditValue, differences } from './audit-event';

type Fields = Record<string, AuditValue>;

describe('differences', () => {
  it('names the fields that differ, each with both values', () => {
    const before: Fields = { email: 'a@example.org', active: true, groups: ['a', 'b'], note: null, price: 1 };
    const after: Fields = { ...before, email: 'b@example.org', groups: ['a'], note: 'x' };
    expect(differences(before, after)).toEqual({
      email: ['a@example.org', 'b@example.org'],
      groups: [['a', 'b'], ['a']],
      note: [null, 'x'],
    });
  });

  it('is nothing where nothing differs', () => {
    expect(differences({ a: 1, b: ['x'], c: null }, { a: 1, b: ['x'], c: null })).toEqual({});
  });

  it('tells null, false, zero and the empty text from one another', () => {
    const before: Fields = { a: null, b: null, c: 0, d: '' };
    const after: Fields = { a: false, b: 0, c: '', d: null };
    expect(Object.keys(differences(before, after))).toEqual(['a', 'b', 'c', 'd']);
  });
});
