import { ageText } from './age-text';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('how long ago a moment was', () => {
  it.each([
    ['2026-11-21T11:59:50Z', 'now'],
    ['2026-11-21T11:15:00Z', '45 minutes ago'],
    ['2026-11-21T10:20:00Z', '100 minutes ago'],
    ['2026-11-20T11:30:00Z', '24 hours ago'],
    ['2026-11-18T11:30:00Z', '3 days ago'],
    ['2026-11-21T12:00:05Z', 'now'],
  ])('%s is %s', (moment, text) => {
    expect(ageText(moment, 'en', NOW)).toBe(text);
  });

  it('is told in Spanish too', () => {
    expect(ageText('2026-11-18T11:30:00Z', 'es', NOW)).toBe('hace 3 días');
  });
});
