import { homelessFaults } from './homeless-faults';

describe('faults that no field shows', () => {
  it('are those without an element, by their path', () => {
    const errors = {
      root: { serverError: { type: 'server', message: 'of the whole' } },
      name: { type: 'server', message: 'at its field', ref: {} },
      price: {
        amount: { type: 'server', message: 'at its field', ref: {} },
        tax: { type: 'server', message: 'nowhere', ref: undefined },
      },
    };
    expect(homelessFaults(errors)).toEqual([{ field: 'price.tax', text: 'nowhere' }]);
  });

  it('are none in a form without faults', () => expect(homelessFaults({})).toEqual([]));
});
