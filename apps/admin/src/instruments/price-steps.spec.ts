import { priceSteps, stepPath } from './price-steps';

const change = (at: string, before: string | null, after: string) => ({
  changed_at: at,
  previous_price: before === null ? null : { amount: before },
  price: { amount: after },
});
const day = (text: string): number => Date.parse(text);

describe('the prices of a listing', () => {
  it('begin with the first one, from when the listing was first seen', () => {
    const changes = [change('2026-11-10', '100', '90'), change('2026-11-20', '90', '120')];
    expect(priceSteps(changes, '2026-11-01')).toEqual([
      { from: day('2026-11-01'), price: 100 },
      { from: day('2026-11-10'), price: 90 },
      { from: day('2026-11-20'), price: 120 },
    ]);
  });

  it('begin with the change where there was no price before', () => {
    expect(priceSteps([change('2026-11-10', null, '90')], '2026-11-01')).toEqual([
      { from: day('2026-11-10'), price: 90 },
    ]);
  });

  it('hold until they change, and the last one until now', () => {
    const steps = [
      { from: 0, price: 100 },
      { from: 50, price: 200 },
    ];
    expect(stepPath(steps, 100)).toEqual({
      path: 'M0.0000 1.0000H0.5000V0.0000H1',
      least: 100,
      most: 200,
    });
  });

  it('are a level line where there is one alone, and drawn at a moment without length too', () => {
    expect(stepPath([{ from: 5, price: 7 }], 5)).toEqual({ path: 'M0.0000 0.5000H1', least: 7, most: 7 });
  });
});
