import { dateIn, parseMoment, startOfDay } from './calendar';

describe('a moment', () => {
  it.each([
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T18:30Z', '2026-11-21T18:30:00.000Z'],
    ['2026-11-21T18:30:15+01:00', '2026-11-21T17:30:15.000Z'],
    ['2026-11-21T18:30:15.1234567-05:30', '2026-11-22T00:00:15.123Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('is read: %s', (text, instant) => {
    expect(parseMoment(text)?.toISOString()).toBe(instant);
  });

  it.each([
    ['', 'tomorrow', '2026', '2026-11', '21/11/2026', '2026-11-21 18:30', '2026-11-21T18:30', ' 2026-11-21'],
    [
      '2026-02-30',
      '2026-02-29T00:00:00Z',
      '2026-13-01',
      '2026-00-10',
      '2026-11-21T25:00Z',
      '2026-11-21T10:61Z',
    ],
    ['2026-11-21T18:30:00+99:00', '+02026-11-21', '2026-W47', '1763750000', '2026-11-21T18:30:00Z\0'],
  ])('is not read: %s …', (...texts) => {
    expect(texts.filter((text) => parseMoment(text) !== null)).toEqual([]);
  });
});

describe('a day', () => {
  it.each([
    ['Europe/Madrid', '2026-11-21', '2026-11-20T23:00:00.000Z'],
    ['Europe/Madrid', '2026-07-01', '2026-06-30T22:00:00.000Z'],
    // of 23 and of 25 hours
    ['Europe/Madrid', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Europe/Madrid', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['UTC', '2026-01-01', '2026-01-01T00:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-01-01', '2026-01-01T11:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
    // midnight is skipped
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ])('begins in %s on %s at %s', (timeZone, date, instant) => {
    const start = startOfDay(timeZone, date);
    expect(start.toISOString()).toBe(instant);
    expect(dateIn(timeZone, start)).toBe(date);
    expect(dateIn(timeZone, new Date(start.getTime() - 1)) < date).toBe(true);
  });
});
