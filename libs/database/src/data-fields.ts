import { z } from 'zod';

/** What PostgreSQL cannot hold in a text: a NUL, half a character. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** Fields of files of data. */
export const dataFields = {
  /** Lengths are counted as PostgreSQL counts them. */
  text: (least: number, most: number) =>
    z
      .string()
      .refine((value) => !UNSTORABLE.test(value) && isBetween(least, Array.from(value).length, most), {
        error: `must be a text of ${least} to ${most} characters`,
      }),
  /** With six digits behind the second, as PostgreSQL keeps them. */
  instant: z.iso.datetime({
    precision: 6,
    error: 'must be an instant in UTC such as 2026-01-31T12:30:00.000000Z',
  }),
  date: z.iso.date({ error: 'must be a date such as 2026-01-31' }),
  amount: z
    .string()
    .regex(/^\d{1,7}\.\d\d$/, { error: 'must be a text with two decimals, such as "1200.00"' })
    .refine((value) => Number(value) <= 1_000_000, { error: 'must be at most 1000000.00' }),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'must be a currency such as EUR' }),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be lower case letters, digits and single hyphens' })
    .max(60, { error: 'must be at most 60 characters' }),
  /** Names in any order, each once; kept in one order. */
  names: z.array(z.string()).transform((names) => [...new Set(names)].sort()),
};

function isBetween(least: number, value: number, most: number): boolean {
  return value >= least && value <= most;
}
