import type { BulkAction } from '../bulk/bulk-job';
import type { PinnableField } from '../record/pins';

/** What an action does to a listing, in the words of the database. */
export interface BulkDeed {
  /** `changed`, `unchanged` or the code of a failure, of `listing` under `given`. */
  readonly verdict: string;
  /** What stands after SET, of `instrument` under `given`. */
  readonly set: string;
  /** What else is done, with `plan` at hand. */
  readonly more?: string;
  /** Its price behind it, made of `price`; absent: it stays. */
  readonly newPrice?: string;
}

/** Of a listing with its last day behind it, the record may not say so yet. */
const IS_OVER = '(listing.expires_on < given.today) IS TRUE';
/** Keeps imports from taking a value back that a person has fixed. */
const pin = (field: PinnableField): string =>
  `ARRAY(SELECT DISTINCT unnest(pinned || '{${field}}') COLLATE "C" ORDER BY 1)`;
/** A person has said that it is there: what complete runs have missed begins anew. */
const FORGET_ABSENCE = `seen AS (
  UPDATE sighting SET missed_runs = 0 FROM plan WHERE sighting.instrument_id = plan.id AND verdict = 'changed')`;

const STATUS: Readonly<Record<string, BulkDeed>> = {
  active: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'removed'
                   WHEN listing.status = 'active' AND NOT ${IS_OVER} THEN 'unchanged' ELSE 'changed' END`,
    set: `status = 'active', expires_on = CASE WHEN expires_on < given.today THEN NULL ELSE expires_on END,
          pinned = CASE WHEN expires_on < given.today THEN ${pin('expires_on')} ELSE pinned END`,
    more: FORGET_ABSENCE,
  },
  expired: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'removed'
                   WHEN listing.status = 'expired' OR ${IS_OVER} THEN 'unchanged'
                   WHEN listing.published_on >= given.today THEN 'last_day_early' ELSE 'changed' END`,
    // a last day that is over, or the next change of the listing would bring it back
    set: `status = 'expired', expires_on = given.today - 1, pinned = ${pin('expires_on')}`,
  },
};

const DEEDS: Readonly<Record<Exclude<BulkAction, 'status'>, BulkDeed>> = {
  category: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'removed'
                   WHEN former_category.slug = given.value THEN 'unchanged' ELSE 'changed' END`,
    set: `category_id = (SELECT id FROM category WHERE slug = given.value), category_label = given.value,
          category_alias_id = NULL, pinned = ${pin('category')}`,
  },
  delete: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'unchanged' ELSE 'changed' END`,
    set: `status = 'removed', removed_at = now()`,
  },
  restore: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'changed' ELSE 'unchanged' END`,
    set: `status = CASE WHEN expires_on < given.today THEN 'expired' ELSE 'active' END, removed_at = NULL`,
    more: FORGET_ABSENCE,
  },
  price_thousand: priceDeed('price * 1000', `listing.price > 1000 THEN 'price_too_high'`),
  // half a cent becomes one, and less than that nothing
  price_thousandth: priceDeed('round(price / 1000, 2)', `listing.price < 5 THEN 'price_too_low'`),
};

/** @param refusal a price that cannot be changed so, and its code */
function priceDeed(newPrice: string, refusal: string): BulkDeed {
  return {
    newPrice,
    verdict: `CASE WHEN listing.status = 'removed' THEN 'removed'
                   WHEN listing.price IS NULL THEN 'price_missing' WHEN listing.price = 0 THEN 'unchanged'
                   WHEN ${refusal} ELSE 'changed' END`,
    // a person has said so: nobody has to look at it again
    set: `price = ${newPrice}, previous_price = price, previous_currency = currency,
          price_changed_at = now(), price_suspicious = false,
          pinned = ${pin('price')}`,
    more: `history AS (
      INSERT INTO price_change (instrument_id, previous_price, previous_currency, price, currency)
      SELECT id, price, currency, ${newPrice}, currency FROM plan WHERE verdict = 'changed' ORDER BY id)`,
  };
}

/** What a job does to each of its listings. */
export function deedOf(action: BulkAction, value: string | null): BulkDeed {
  const deed = action === 'status' ? STATUS[value ?? ''] : DEEDS[action];
  if (!deed) throw new Error(`no listing can be ${value}`);
  return deed;
}
