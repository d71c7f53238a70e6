import { readAmount, withReadPrice, writeAmount } from './amount';

describe('a sum in a form', () => {
  it.each([
    ['1250,50', 'es', '1250.50'],
    ['1.250,50', 'es', '1250.50'],
    ['1.250,50 €', 'es', '1250.50'],
    ['1.250', 'es', '1250'],
    ['1.234.567', 'es', '1234567'],
    ['1250.50', 'es', '1250.50'],
    ['1250', 'es', '1250'],
    ['1,250.50', 'en', '1250.50'],
    ['1,250', 'en', '1250'],
    ['1250.5', 'en', '1250.5'],
    ['12.50,3', 'es', null],
    ['1.25.000', 'es', null],
    ['-5', 'es', null],
    ['mucho', 'es', null],
    ['1250,505', 'es', null],
  ])('%j in %s is %j', (text, locale, amount) => expect(readAmount(text, locale)).toBe(amount));

  it('is written as the lists write it', () => {
    expect([writeAmount('1250.50', 'es'), writeAmount('1250.50', 'en')]).toEqual(['1250,50', '1250.50']);
  });

  it('is read where a form has one', () => {
    expect(withReadPrice({ price: { amount: '1.250,50', currency: 'EUR' } }, 'es')).toEqual({
      price: { amount: '1250.50', currency: 'EUR' },
    });
    expect(withReadPrice({ name: 'x', price: null }, 'es')).toEqual({ name: 'x', price: null });
  });
});
