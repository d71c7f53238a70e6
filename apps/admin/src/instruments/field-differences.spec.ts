import { fieldDifferences } from './field-differences';

const NAMES = ['name', 'price', 'category', 'brand'];
const BEFORE = {
  name: 'Bajo',
  price: { amount: '900.00', currency: 'EUR' },
  category: { slug: 'bajos', name: 'Bajos' },
  brand: 'Fender',
};

describe('what a form and somebody else have made of a listing', () => {
  it('is told apart, and what the form left as it was is not its own', () => {
    const form = { ...BEFORE, category: { slug: 'bajos' }, price: { amount: '800.00', currency: 'EUR' } };
    const now = { ...BEFORE, name: 'Bajo eléctrico', brand: null };
    expect(fieldDifferences(NAMES, BEFORE, form, now)).toEqual({
      mine: ['price'],
      others: ['name', 'brand'],
    });
  });

  it('does not differ where both have said the same', () => {
    const same = { ...BEFORE, brand: 'Squier' };
    expect(fieldDifferences(NAMES, BEFORE, same, same)).toEqual({ mine: [], others: [] });
  });

  it('does not differ by how a price is written', () => {
    const form = { ...BEFORE, price: { amount: '95', currency: 'EUR' } };
    const now = { ...BEFORE, price: { amount: '95.00', currency: 'EUR' } };
    expect(fieldDifferences([...NAMES, 'price'], BEFORE, form, now)).toEqual({ mine: [], others: [] });
  });

  it('is of both where both have said something else', () => {
    const form = { ...BEFORE, category: { slug: 'guitarras' } };
    const now = { ...BEFORE, category: { slug: 'otros', name: 'Otros' } };
    expect(fieldDifferences(NAMES, BEFORE, form, now)).toEqual({ mine: ['category'], others: [] });
  });
});
