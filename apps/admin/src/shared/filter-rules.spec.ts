import { isEmptyRange, isId, isNetwork } from './filter-rules';

describe('filters', () => {
  it.each(['', undefined, null, '10.0.0.1', ' 10.0.0.0/8 ', '::1', '2001:db8::/32'])(
    'of an address take %j',
    (value) => expect(isNetwork(value)).toBeUndefined(),
  );
  it.each(['tonterías', '10.0.0', '10.0.0.256', '10.0.0.0/x', '10.0.0.0/8/8', 'abc'])(
    'of an address refuse %j',
    (value) => expect(isNetwork(value)).toBe('lists.rules.network'),
  );

  it('of an id take a whole one only', () => {
    expect(isId('018f4e5a-7c1b-7d2e-8f3a-0123456789ab')).toBeUndefined();
    expect(isId('018f4e5a')).toBe('lists.rules.id');
  });

  it.each([
    [500, 100, true],
    [100, 500, false],
    [100, 100, false],
    [undefined, 100, false],
    ['', 100, false],
  ])('from %j to %j is empty: %j', (from, to, empty) => expect(isEmptyRange(from, to)).toBe(empty));
});
