import type { Money } from '../record/instrument';

/** An amount and its currency as a row has them: both or neither. */
export function moneyOf(amount: string | null, currency: string | null): Money | null {
  return amount === null || currency === null ? null : { amount, currency };
}
