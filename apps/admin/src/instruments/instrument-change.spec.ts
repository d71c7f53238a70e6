import { instrumentChange } from './instrument-change';

const BEFORE = {
  name: 'Fender Jazz Bass',
  price: { amount: '900.00', currency: 'EUR' },
  image: null,
  category: { slug: 'bajos', name: 'Bajos' },
  brand: 'Fender',
};

describe('what a form says about a listing', () => {
  it('leaves what is as it was the very same', () => {
    const change = instrumentChange({ ...BEFORE, image: { url: '' } }, BEFORE);
    expect(change['price']).toBe(BEFORE.price);
    expect(change['category']).toBe(BEFORE.category);
    expect(change).toMatchObject({ name: 'Fender Jazz Bass', image: null, brand: 'Fender' });
  });

  it('clears what was emptied', () => {
    const change = instrumentChange({ ...BEFORE, brand: '', price: { amount: '', currency: 'EUR' } }, BEFORE);
    expect(change).toMatchObject({ brand: null, price: null });
  });

  it('sends what is one thing as one', () => {
    const form = {
      price: { amount: '800.00', currency: 'EUR' },
      category: { slug: 'guitarras', name: 'Bajos' },
    };
    expect(instrumentChange(form, BEFORE)).toEqual({
      price: { amount: '800.00', currency: 'EUR' },
      category: { slug: 'guitarras' },
    });
  });
});
