import { pricePath } from './price-path';

describe('the line of prices', () => {
  it('goes in steps from the oldest to the newest', () => {
    expect(
      pricePath([
        [0, 100],
        [50, 200],
        [100, 100],
      ]),
    ).toBe('M0.00 38.00H50.00V2.00H100.00V38.00');
  });

  it('is level when nothing has changed', () => {
    expect(
      pricePath([
        [0, 5],
        [10, 5],
      ]),
    ).toBe('M0.00 20.00H100.00V20.00');
  });

  it('is a point when there is one price', () => {
    expect(pricePath([[7, 5]])).toBe('M100.00 20.00');
  });
});
