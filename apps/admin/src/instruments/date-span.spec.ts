import { type DateSpan, spanOf, spansAround, spansWithin } from './date-span';

const bounds = { since: '2024-02-10', until: '2026-11-30' };
const span = (since: string, until: string): DateSpan => {
  const found = spanOf(since, until);
  if (!found) throw new Error(`${since} to ${until} is no span`);
  return found;
};

describe('a span of the calendar', () => {
  it.each([
    ['2026-01-01', '2026-12-31', 'year'],
    ['2024-02-01', '2024-02-29', 'month'],
    ['2026-11-30', '2026-11-30', 'day'],
  ])('%s to %s is a %s', (since, until, level) => {
    expect(span(since, until).level).toBe(level);
  });

  it.each([
    ['2026-01-01', '2026-11-30'],
    ['2023-02-01', '2023-02-29'],
    ['2026-02-01', undefined],
    ['soon', 'soon'],
    ['2026-99-99', '2026-99-99'],
    ['2026-02-31', '2026-02-31'],
    ['2026-02-32', '2026-02-32'],
  ])('%s to %s is none', (since, until) => {
    expect(spanOf(since, until)).toBeNull();
  });

  it('is made of what has anything in it', () => {
    const years = spansWithin(null, bounds).map(({ since }) => since.slice(0, 4));
    expect(years).toEqual(['2026', '2025', '2024']);
    const months = spansWithin(span('2024-01-01', '2024-12-31'), bounds);
    expect([months.length, months[0]?.since]).toEqual([11, '2024-02-01']);
    const days = spansWithin(span('2024-02-01', '2024-02-29'), bounds);
    expect([days.length, days[0]?.since, days.at(-1)?.until]).toEqual([20, '2024-02-10', '2024-02-29']);
    expect(spansWithin(span('2026-11-30', '2026-11-30'), bounds)).toEqual([]);
  });

  it('knows what it is a part of', () => {
    expect(spansAround(span('2026-11-30', '2026-11-30')).map(({ level }) => level)).toEqual([
      'year',
      'month',
    ]);
    expect(spansAround(span('2026-01-01', '2026-12-31'))).toEqual([]);
  });
});
