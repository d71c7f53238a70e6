import fc from 'fast-check';
import { parseListingDate } from './listing-date';

/** A Saturday, half an hour after midnight in Madrid and still Friday in UTC. */
const now = new Date('2026-10-30T23:30:00Z');
const context = { now, timeZone: 'Europe/Madrid' };

describe('parseListingDate', () => {
  it.each([
    ['2026-11-01', '2026-11-01'],
    [' 2026-11-01 ', '2026-11-01'],
    ['2020-05-20T17:39:00+00:00', '2020-05-20'],
    ['2026-10-30T23:30:00-05:00', '2026-10-31'],
    ['2026-10-30T23:00:00Z', '2026-10-31'],
    ['2026-10-30T22:30:00+0200', '2026-10-30'],
    ['2026-10-30T22:30:00.123+02', '2026-10-30'],
    ['2026-10-30 23:59', '2026-10-30'],
    ['2026-10-30T23:59:59', '2026-10-30'],
    ['03/04/2024', '2024-04-03'],
    ['3/4/2024', '2024-04-03'],
    ['31-12-24', '2024-12-31'],
    ['31.12.2024', '2024-12-31'],
    ['31/12/2024 10:30', '2024-12-31'],
    ['29/02/2024', '2024-02-29'],
    ['hoy', '2026-10-31'],
    ['Ayer', '2026-10-30'],
    ['hace 10 minutos', '2026-10-31'],
    ['hace 40 minutos', '2026-10-30'],
    ['hace una hora', '2026-10-30'],
    ['hace 3 días', '2026-10-28'],
    ['HACE 3 DIAS', '2026-10-28'],
    ['hace un día', '2026-10-30'],
    ['hace 3 semanas', '2026-10-10'],
    ['hace un mes', '2026-09-30'],
    ['hace 8 meses', '2026-02-28'],
    ['hace 2 años', '2024-10-31'],
    ['2000-01-01', '2000-01-01'],
    ['2028-10-31', '2028-10-31'],
  ])('reads %j as %s', (text, date) => {
    expect(parseListingDate(text, { ...context, latest: 'publication' })).toEqual({ kind: 'date', date });
  });

  it.each(['', 'null', 'None', 'N/A', ' - '])('reads %j as nothing', (text) => {
    expect(parseListingDate(text, { ...context, latest: 'publication' })).toEqual({ kind: 'none' });
  });

  it.each([
    ['2026-02-30', 'date_impossible'],
    ['2026-02-30T10:00:00Z', 'date_impossible'],
    ['2026-13-01', 'date_impossible'],
    ['12/31/2024', 'date_impossible'],
    ['29/02/2025', 'date_impossible'],
    ['0000-00-00', 'date_impossible'],
    ['1999-12-31', 'date_too_early'],
    ['hace 99999 meses', 'date_too_early'],
    ['2028-11-01', 'date_too_late'],
    ['2034-11-12', 'date_too_late'],
    ['2026-10-30T25:00:00Z', 'date_unreadable'],
    ['1/2-2024', 'date_unreadable'],
    ['soon', 'date_unreadable'],
    ['1718000000', 'date_unreadable'],
    [`${' '.repeat(3)}${'1'.repeat(200)}`, 'date_unreadable'],
  ])('refuses %j as a publication with %s', (text, code) => {
    expect(parseListingDate(text, { ...context, latest: 'publication' })).toMatchObject({
      kind: 'fault',
      fault: { field: 'publish', code },
    });
  });

  it.each([
    ['2034-11-12', null],
    ['2056-10-31', null],
    ['2056-11-01', 'date_too_late'],
  ])('an expiration on %s: %s', (text, code) => {
    const reading = parseListingDate(text, { ...context, latest: 'expiration' });
    if (code === null) expect(reading).toEqual({ kind: 'date', date: text });
    else expect(reading).toMatchObject({ fault: { field: 'expiration', code } });
  });

  it('answers anything with a real date, nothing or a fault', () => {
    const dateLike = fc.string({ unit: fc.constantFrom(...Array.from('0123456789-/.:TZ+ ')) });
    const ago = fc.tuple(fc.nat(), fc.constantFrom('horas', 'días', 'semanas', 'meses', 'años'));
    const text = fc.oneof(
      fc.string(),
      dateLike,
      ago.map(([count, unit]) => `hace ${count} ${unit}`),
    );
    fc.assert(
      fc.property(text, (any) => {
        const reading = parseListingDate(any, { ...context, latest: 'expiration' });
        if (reading.kind === 'date')
          expect(new Date(reading.date).toISOString().slice(0, 10)).toBe(reading.date);
      }),
    );
  });
});
