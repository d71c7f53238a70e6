import fc from 'fast-check';
import { parsePrice, type PriceHabit } from './price';

describe('parsePrice', () => {
  it.each<[string, PriceHabit, string]>([
    ['100', 'spanish', '100.00'],
    [' 7 ', 'spanish', '7.00'],
    ['1.200', 'spanish', '1200.00'],
    ['1.200', 'api', '1.20'],
    ['1.200,50', 'spanish', '1200.50'],
    ['450,5', 'spanish', '450.50'],
    ['450.50', 'spanish', '450.50'],
    ['1234.567', 'spanish', '1234.57'],
    ['0.500', 'spanish', '0.50'],
    ['10.999', 'spanish', '10999.00'],
    ['10.999', 'api', '11.00'],
    ['10.994', 'api', '10.99'],
    ['10.995', 'api', '11.00'],
    ['1.005', 'api', '1.01'],
    ['1,234', 'api', '1234.00'],
    ['1,234', 'spanish', '1.23'],
    ['1,234.50', 'spanish', '1234.50'],
    ['1.234,50', 'api', '1234.50'],
    ['123.456', 'spanish', '123456.00'],
    ['1.000.000', 'spanish', '1000000.00'],
    ['1,000,000', 'spanish', '1000000.00'],
    ['1 200', 'spanish', '1200.00'],
    ['1\u00a0200,50', 'spanish', '1200.50'],
    ["1'200.50", 'api', '1200.50'],
    ['100,-', 'spanish', '100.00'],
    ['.5', 'api', '0.50'],
    ['+5', 'api', '5.00'],
    ['Gratis', 'spanish', '0.00'],
    ['FREE!', 'api', '0.00'],
    ['0', 'api', '0.00'],
  ])('reads %j (%s) as %s without a currency', (text, habit, amount) => {
    expect(parsePrice(text, habit)).toEqual({ kind: 'price', amount, currency: null });
  });

  it.each([
    ['1.200 €', '1200.00', 'EUR'],
    ['€1.200', '1200.00', 'EUR'],
    ['1200€', '1200.00', 'EUR'],
    ['EUR 1200', '1200.00', 'EUR'],
    ['1200eur.', '1200.00', 'EUR'],
    ['1.200 euros', '1200.00', 'EUR'],
    ['£5,762.44GBP', '5762.44', 'GBP'],
    ['US$ 99', '99.00', 'USD'],
    ['$99', '99.00', 'USD'],
    ['$99 CAD', '99.00', 'CAD'],
    ['CA$99', '99.00', 'CAD'],
    ['¥500', '500.00', 'JPY'],
    ['99 CNY ¥', '99.00', 'CNY'],
    ['USD$ 5', '5.00', 'USD'],
  ])('reads %j as %s %s', (text, amount, currency) => {
    expect(parsePrice(text, 'spanish')).toEqual({ kind: 'price', amount, currency });
  });

  it.each([
    ['', null],
    ['  ', null],
    ['NaN', null],
    ['-', null],
    ['A convenir', 'price_on_request'],
    ['CONSULTAR.', 'price_on_request'],
    ['on request', 'price_on_request'],
    ['Ask', 'price_on_request'],
  ])('reads %j as no price, note %s', (text, note) => {
    expect(parsePrice(text, 'spanish')).toEqual({ kind: 'none', note });
  });

  it.each([
    ['-5', 'price_negative'],
    ['€ -5', 'price_negative'],
    ['−5,00 €', 'price_negative'],
    ['Infinity', 'price_infinite'],
    ['-inf', 'price_infinite'],
    ['1.000.000,01', 'price_too_high'],
    ['123456789012.00', 'price_too_high'],
    ['€100 GBP', 'currency_contradictory'],
    ['CA$100 USD', 'currency_contradictory'],
    ['cheap', 'price_unreadable'],
    ['12 34', 'price_unreadable'],
    ['1.23.4', 'price_unreadable'],
    ['1.234,567.00', 'price_unreadable'],
    ['100-200', 'price_unreadable'],
    ['1e3', 'price_unreadable'],
    ['100 XYZ', 'price_unreadable'],
    ['.', 'price_unreadable'],
    ['1'.repeat(101), 'price_unreadable'],
  ])('refuses %j with %s', (text, code) => {
    expect(parsePrice(text, 'spanish')).toMatchObject({ kind: 'fault', fault: { field: 'price', code } });
  });

  const habit = fc.constantFrom<PriceHabit>('spanish', 'api');
  const priceLike = fc.string({ unit: fc.constantFrom(...Array.from("0123456789.,-+ '€$£GBPEURus\u00a0")) });

  it('answers anything with an amount in range, nothing, or a fault', () => {
    fc.assert(
      fc.property(fc.oneof(priceLike, fc.string({ unit: 'binary' })), habit, (text, by) => {
        const reading = parsePrice(text, by);
        if (reading.kind !== 'price') return;
        expect(reading.amount).toMatch(/^\d+\.\d\d$/);
        expect(Number(reading.amount)).toBeLessThanOrEqual(1_000_000);
      }),
    );
  });

  it('reads back every amount that it writes, by either habit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), habit, (cents, by) => {
        const amount = (BigInt(cents) / 100n).toString() + '.' + String(cents % 100).padStart(2, '0');
        expect(parsePrice(amount, by)).toEqual({ kind: 'price', amount, currency: null });
      }),
    );
  });
});
