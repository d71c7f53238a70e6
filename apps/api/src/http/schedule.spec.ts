import { nextRun, SCHEDULE } from './schedule';

it('a job of each hour comes at the next full one', () => {
  expect(nextRun(SCHEDULE.purge, new Date('2026-11-30T15:20:30.5Z'))).toEqual(
    new Date('2026-11-30T16:00:00Z'),
  );
  expect(nextRun(SCHEDULE.purge, new Date('2026-11-30T15:00:00Z'))).toEqual(new Date('2026-11-30T16:00:00Z'));
  expect(nextRun(SCHEDULE.mail, new Date('2026-11-30T15:20:30Z'))).toBeNull();
});
