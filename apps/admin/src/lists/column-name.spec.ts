import { columnName } from './column-name';

describe('the name of a column', () => {
  it.each([
    ['name', 'name'],
    ['counts.received', 'counts_received'],
    ['price.amount', 'price_amount'],
    ['tokens.action', 'tokens_action'],
  ])('of %s is %s, as the server keeps it', (source, name) => {
    expect(columnName(source)).toBe(name);
    expect(name).toMatch(/^[a-z_]{1,40}$/);
  });
});
