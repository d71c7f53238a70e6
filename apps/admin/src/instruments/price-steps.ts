/** A price that held from a moment on. */
export interface PriceStep {
  /** In milliseconds. */
  readonly from: number;
  readonly price: number;
}

/** What is known of a price that changed. */
interface Change {
  readonly changed_at: string;
  readonly previous_price: { readonly amount: string } | null;
  readonly price: { readonly amount: string };
}

/**
 * What a listing has cost, each price from its moment on: the first one since the listing was first seen.
 *
 * @param changes the oldest first
 */
export function priceSteps(changes: readonly Change[], firstSeen: string): PriceStep[] {
  const steps = changes.map(({ changed_at: at, price }) => ({
    from: Date.parse(at),
    price: Number(price.amount),
  }));
  const [first] = changes;
  if (!first?.previous_price) return steps;
  // a change may have been written down before the listing was
  const from = Math.min(Date.parse(firstSeen), Date.parse(first.changed_at));
  return [{ from, price: Number(first.previous_price.amount) }, ...steps];
}

/** Where a line in steps goes, in shares of a picture: across from 0 to 1, and down from 0 (the highest price). */
export interface StepPath {
  readonly path: string;
  readonly least: number;
  readonly most: number;
}

/**
 * Prices by time as a line in steps, one unit wide and high: each holds until the next, the last one until now.
 *
 * @param now in milliseconds
 */
export function stepPath(steps: readonly PriceStep[], now: number): StepPath {
  const prices = steps.map(({ price }) => price);
  const [least, most] = [Math.min(...prices), Math.max(...prices)];
  const begin = steps[0]?.from ?? now;
  const x = (time: number): string => (now <= begin ? 0 : (time - begin) / (now - begin)).toFixed(4);
  const y = (price: number): string =>
    (most === least ? 0.5 : 1 - (price - least) / (most - least)).toFixed(4);
  const path = steps
    .map(({ from, price }, at) => (at === 0 ? `M${x(from)} ${y(price)}` : `H${x(from)}V${y(price)}`))
    .join('');
  return { path: `${path}H1`, least, most };
}
