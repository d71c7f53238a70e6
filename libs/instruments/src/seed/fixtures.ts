import { addDays } from '@app/kernel';
import { type CanonicalSlug } from './category-aliases';
import { famousRows } from './famous';
import { mixSeed, pick, Random, seedOf, shuffled, zipf } from './random';
import type { SeedListing } from './seed-listing';
import { slugOf, withoutAccents } from './text';
import { composeTitle, plainWording, wordingOf } from './titles';
import {
  type CategoryVocabulary,
  cities,
  type InstrumentKind,
  oddities,
  rawLabels,
  type SeedSource,
  seedSources,
  vocabulary,
} from './vocabulary';

/** Listings of each category on each site, besides the famous ones. */
const perSite: Readonly<Record<CanonicalSlug, number>> = {
  guitarras: 22,
  sintetizadores: 15,
  efectos: 12,
  amplificadores: 11,
  bajos: 10,
  teclados: 10,
  baterias: 9,
  sonido: 8,
  vientos: 7,
  accesorios: 6,
  cuerdas: 5,
  otros: 4,
};

/** Reserved names (RFC 2606): no link of ours leads to the listing of a living person. */
const sites: Readonly<Record<SeedSource, { link: string; image: string }>> = {
  reverb: { link: 'https://reverb.example/item', image: 'https://images.reverb.example' },
  hispasonic: {
    link: 'https://www.hispasonic.example/anuncios',
    image: 'https://www.hispasonic.example/fotos',
  },
  guitarristas: {
    link: 'https://www.guitarristas.example/anuncios',
    image: 'https://img.guitarristas.example',
  },
  soundmarket: { link: 'https://soundmarket.example/anuncio', image: 'https://soundmarket.example/img' },
};

/** One of so many listings on Spanish sites has expired: about 5 % of all. */
const EXPIRED_EVERY = 14;

const drawCity = zipf(cities.length, 0.8);

/** Everything about a listing that stays the same whatever the day. */
interface Identity {
  readonly number: number;
  readonly source: SeedSource;
  readonly label: string;
  readonly name: string;
  readonly price: string | null;
  readonly brand: string;
  readonly expired: boolean;
}

interface Offer {
  readonly kind: InstrumentKind;
  readonly maker: string;
  readonly model: string;
  readonly price: number;
}

function offersOf({ kinds }: CategoryVocabulary): Offer[] {
  return kinds.flatMap((kind) =>
    Object.entries(kind.makers).flatMap(([maker, models]) =>
      Object.entries(models).map(([model, price]) => ({ kind, maker, model, price })),
    ),
  );
}

function priceOf(random: Random, source: SeedSource, usual: number): string | null {
  if (random.chance(0.06)) return null;
  const price = usual * (0.8 + 0.35 * random.next());
  // reverb shows prices converted from other currencies, people elsewhere round
  if (source === 'reverb' && random.chance(0.6)) return price.toFixed(2);
  const step = price < 50 ? 1 : price < 500 ? 5 : price < 2000 ? 10 : 50;
  const whole = Math.max(step, Math.round(price / step) * step);
  if (source !== 'soundmarket' || whole < 20 || random.chance(0.6)) return whole.toFixed(2);
  return random.chance(0.5) ? (whole + 0.5).toFixed(2) : (whole - 0.01).toFixed(2);
}

function nameOf(random: Random, source: SeedSource, { kind, maker, model }: Offer): string {
  const words = wordingOf(kind, source === 'reverb' ? 'en' : 'es');
  const plain = source !== 'reverb' && random.chance(0.2);
  const title = plain
    ? composeTitle(random, plainWording(words), withoutAccents(maker), withoutAccents(model))
    : composeTitle(random, words, maker, model);
  return random.chance(0.03) ? `${title} ${pick(random, oddities)}` : title;
}

/** The listings drawn from the vocabulary; each from its own number, so that one more changes no other. */
function drawn(): Identity[] {
  let spanish = 0;
  return vocabulary.flatMap((category, shelf) => {
    const deck = shuffled(new Random(seedOf(category.slug)), offersOf(category));
    return seedSources.flatMap((source, site) =>
      Array.from({ length: perSite[category.slug] }, (_, at) => {
        const number = 1_000_000 + shelf * 10_000 + site * 1000 + at;
        const random = new Random(mixSeed(number, 7));
        const offer = deck[(site * perSite[category.slug] + at) % deck.length];
        if (offer === undefined) throw new RangeError(`no offers for ${category.slug}`);
        if (source !== 'reverb') spanish += 1;
        return {
          number,
          source,
          label: pick(random, rawLabels(category, offer.kind, source)),
          name: nameOf(random, source, offer),
          price: priceOf(random, source, offer.price),
          brand: offer.maker,
          expired: source !== 'reverb' && spanish % EXPIRED_EVERY === 0,
        };
      }),
    );
  });
}

function famous(): Identity[] {
  return famousRows.map(([source, label, name, price, brand], at) => {
    return { number: 9_000_000 + at, source, label, name, price, brand, expired: false };
  });
}

/** Publication and expiration; reverb gives no expiration, soundmarket now and then neither. */
function datesOf(random: Random, { source, expired }: Identity, today: string) {
  if (expired) {
    const expires = -random.between(1, 20);
    const published = expires - random.between(45, 90);
    return { expiresOn: addDays(today, expires), publishedOn: addDays(today, published) };
  }
  const publishedOn = addDays(today, -Math.floor(random.next() ** 1.5 * 120));
  if (source === 'reverb') return { expiresOn: null, publishedOn };
  const dated = random.chance(source === 'soundmarket' ? 0.3 : 0.85);
  return {
    expiresOn: dated ? addDays(today, random.between(3, 90)) : null,
    publishedOn: source === 'soundmarket' && random.chance(0.12) ? null : publishedOn,
  };
}

function listingOf(identity: Identity, today: string): SeedListing {
  const { number, source, price, brand, name } = identity;
  // apart from the draws of the name: a change of the vocabulary moves no place or picture
  const random = new Random(mixSeed(number, 11));
  const site = sites[source];
  const id = String(number);
  return {
    name,
    price,
    currency: price === null ? null : 'EUR',
    link: source === 'reverb' ? `${site.link}/${id}-${slugOf(name)}` : `${site.link}/${slugOf(name)}/${id}`,
    image: random.chance(0.07) ? null : `${site.image}/${id}.jpg`,
    location: source === 'reverb' || random.chance(0.04) ? null : (cities[drawCity(random)] ?? null),
    category: identity.label,
    source,
    ...datesOf(random, identity, today),
    brand: source === 'reverb' || random.chance(0.25) ? brand : null,
  };
}

/**
 * About five hundred listings for development, tests and demonstrations: every category on every site, Spanish
 * and English, real models at believable prices. Always the same ones; only the dates follow `today`, so that
 * seeding again tomorrow updates the same rows. For volume use `bulkListings`.
 *
 * @param today `YYYY-MM-DD`
 */
export function fixtureListings(today: string): SeedListing[] {
  return [...drawn(), ...famous()].map((identity) => listingOf(identity, today));
}
