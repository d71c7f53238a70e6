import { InvalidArgumentError } from 'commander';
import { parseMoment } from '@app/kernel';

/** The value of an option that is a point in time. */
export function momentOption(text: string): Date {
  const moment = parseMoment(text);
  if (!moment) throw new InvalidArgumentError('Write 2026-11-21 (midnight UTC) or 2026-11-21T18:30Z.');
  return moment;
}
