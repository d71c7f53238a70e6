import { addDays } from '@app/kernel';
import { type BulkKind, bulkCatalogue } from './bulk-catalogue';
import { inventSerial, mistype } from './invented';
import { mixSeed, pick, Random, type Sampler, seedOf, zipf } from './random';
import type { SeedListing } from './seed-listing';
import { composeTitle } from './titles';
import { cities, oddities, rawLabels } from './vocabulary';

const SPANISH = 0.76;
const WITHOUT_ACCENTS = 0.18;
const TYPO = 0.015;
const ODD = 0.008;
const SERIAL = 0.012;
const PRICELESS = 0.1;
const EXPIRED = 0.14;
/** Share of all rows whose expiration still lies ahead; the rest have none. */
const EXPIRING = 0.46;
/** Labels in another case than the site's usual one: only sites that people type into have them. */
const OTHER_CASE = 0.09;

/** Days before and after today for which the dates are made ready. */
const PAST = 480;
const FUTURE = 90;

export interface BulkOptions {
  readonly rows: number;
  readonly source: string;
  readonly seed: number;
  /** Number of the first row: 0..999 and then 1000..1999 give the same rows as 0..1999 at once. */
  readonly offset: number;
  readonly today: string;
}

/** Labels of a kind and the same in small and capital letters. */
interface Labels {
  readonly usual: readonly string[];
  readonly other: readonly string[];
}

function labelsOf({ category, kind }: BulkKind, source: string): Labels {
  const usual = rawLabels(category, kind, source);
  return { usual, other: usual.flatMap((label) => [label.toUpperCase(), label.toLowerCase()]) };
}

function priceOf(random: Random, usual: number): string {
  const price = usual * (0.6 + 0.7 * random.next());
  const step = price < 100 ? 1 : price < 1000 ? 5 : 50;
  const whole = Math.max(step, Math.round(price / step) * step);
  const manner = random.next();
  if (manner < 0.75) return `${String(whole)}.00`;
  if (manner < 0.85) return `${String(Math.max(1, whole - 1))}.00`;
  return manner < 0.93 ? `${String(whole)}.50` : `${String(whole)}.${String(random.between(10, 99))}`;
}

function titleOf(random: Random, kind: BulkKind, maker: string, model: string, plain: boolean): string {
  const spanish = random.chance(SPANISH);
  const words = !spanish ? kind.english : plain ? kind.plainSpanish : kind.spanish;
  let title = composeTitle(random, words, maker, model);
  if (random.chance(SERIAL)) title += ` ${spanish ? 'nº serie' : 's/n'} ${inventSerial(random)}`;
  if (random.chance(ODD)) title += ` ${pick(random, oddities)}`;
  return random.chance(TYPO) ? mistype(random, title) : title;
}

/** The dates around today, made once: two look-ups for a row instead of two calendars. */
function datesAround(today: string): (days: number) => string {
  const dates = Array.from({ length: PAST + FUTURE + 1 }, (_, at) => addDays(today, at - PAST));
  return (days) => dates[days + PAST] ?? addDays(today, days);
}

/** Publication and expiration in days from today; null where the site gives none. */
function datesOf(random: Random): { published: number | null; expires: number | null } {
  const fate = random.next();
  if (fate < EXPIRED) {
    const expires = -random.between(1, 360);
    return { published: expires - random.between(30, 90), expires };
  }
  const expires = fate < EXPIRED + EXPIRING ? random.between(0, FUTURE) : null;
  // squared: fresh listings are many, old ones few
  const published = random.chance(0.03) ? null : -Math.floor(random.next() ** 2 * 365);
  return { published, expires };
}

/**
 * Listings without end for benchmarks, with the frequencies of life: few makers and models are everywhere and
 * most are rare, so that rare, middling, frequent and most common search terms all exist. Every row is drawn
 * from its own number, therefore slices may be made apart, in any order or at the same time. Links never clash
 * between sources, seeds and offsets, nor with the fixtures. Not for demonstrations: most of it never existed.
 */
export function* bulkListings(options: BulkOptions): Generator<SeedListing> {
  const { rows, source, offset } = options;
  const catalogue = bulkCatalogue();
  const labels = catalogue.kinds.map((kind) => labelsOf(kind, source));
  const drawCity: Sampler = zipf(cities.length, 1);
  const date = datesAround(options.today);
  const base = mixSeed(options.seed, seedOf(source));
  const site = `https://bulk.example/${encodeURIComponent(source)}/${String(options.seed)}`;
  const random = new Random(base);

  for (let row = offset; row < offset + rows; row++) {
    random.reseed(mixSeed(base, row));
    const at = catalogue.drawKind(random);
    const kind = catalogue.kinds[at];
    const shelf = kind?.shelves[kind.drawShelf(random)];
    const model = shelf?.models[shelf.drawModel(random)];
    const label = labels[at];
    // the samplers stay inside their tables; this line is for the compiler
    if (!kind || !shelf || !model || !label) throw new RangeError('the catalogue has a hole');

    const plain = random.chance(WITHOUT_ACCENTS);
    const maker = plain ? shelf.plainMaker : shelf.maker;
    const price = random.chance(PRICELESS) ? null : priceOf(random, model.price);
    const { published, expires } = datesOf(random);
    const number = String(row);
    yield {
      name: titleOf(random, kind, maker, plain ? model.plain : model.name, plain),
      price,
      currency: price === null ? null : 'EUR',
      link: `${site}/${model.slug}-${number}`,
      image: random.chance(0.08) ? null : `${site}/photos/${number}.jpg`,
      location: source === 'reverb' || random.chance(0.06) ? null : (cities[drawCity(random)] ?? null),
      category: pick(random, random.chance(OTHER_CASE) ? label.other : label.usual),
      source,
      expiresOn: expires === null ? null : date(expires),
      publishedOn: published === null ? null : date(published),
      brand: random.chance(0.4) ? shelf.maker : null,
    };
  }
}
