import type { CanonicalSlug } from './category-aliases';
import { inventMaker, inventModel } from './invented';
import { Random, type Sampler, weighted, zipf, zipfWeights } from './random';
import { slugOf, withoutAccents } from './text';
import { plainWording, type Wording, wordingOf } from './titles';
import { type CategoryVocabulary, type InstrumentKind, vocabulary } from './vocabulary';

/** Makers in all, real and invented, and distinct models in all: what a site of a million listings shows. */
const MAKERS = 600;
const MODELS = 40_000;

/** Chosen so that the first maker gets 10 to 14 % of all titles; life is a little flatter for models. */
const MAKER_EXPONENT = 1.2;
const MODEL_EXPONENT = 0.95;

/** Shares of the categories in percent, guitars far ahead as on every site. */
const categoryShares: Readonly<Record<CanonicalSlug, number>> = {
  guitarras: 38,
  sintetizadores: 12,
  efectos: 10,
  amplificadores: 9,
  bajos: 8,
  teclados: 7,
  baterias: 5,
  sonido: 4,
  accesorios: 3,
  vientos: 2,
  cuerdas: 1.3,
  otros: 0.7,
};

export interface Model {
  readonly name: string;
  /** Without accents. */
  readonly plain: string;
  /** Maker and model for the link. */
  readonly slug: string;
  /** Usual price in EUR. */
  readonly price: number;
}

/** All models of one maker in one kind. */
export interface Shelf {
  readonly maker: string;
  readonly plainMaker: string;
  readonly models: readonly Model[];
  readonly drawModel: Sampler;
}

export interface BulkKind {
  readonly category: CategoryVocabulary;
  readonly kind: InstrumentKind;
  readonly shelves: readonly Shelf[];
  readonly drawShelf: Sampler;
  readonly spanish: Wording;
  readonly plainSpanish: Wording;
  readonly english: Wording;
}

export interface BulkCatalogue {
  readonly kinds: readonly BulkKind[];
  readonly drawKind: Sampler;
}

interface Draft {
  readonly category: CategoryVocabulary;
  readonly kind: InstrumentKind;
  /** Share of the kind in all listings. */
  readonly share: number;
  readonly makers: string[];
}

function drafts(): Draft[] {
  return vocabulary.flatMap((category) => {
    const total = category.kinds.reduce((sum, kind) => sum + kind.weight, 0);
    return category.kinds.map((kind) => ({
      category,
      kind,
      share: (categoryShares[category.slug] * kind.weight) / total,
      makers: Object.keys(kind.makers),
    }));
  });
}

/** Fills up with makers that never were, more of them where more is sold. */
function addInventedMakers(random: Random, kinds: readonly Draft[]): void {
  const taken = new Set(kinds.flatMap((kind) => kind.makers));
  const draw = weighted(kinds.map((kind) => Math.sqrt(kind.share)));
  while (taken.size < MAKERS) {
    const maker = inventMaker(random, taken);
    kinds[draw(random)]?.makers.push(maker);
  }
}

function modelOf(maker: string, name: string, price: number): Model {
  return { name, plain: withoutAccents(name), slug: slugOf(`${maker} ${name}`), price };
}

function shelfOf(random: Random, draft: Draft, maker: string, size: number, taken: Set<string>): Shelf {
  const real = Object.entries(draft.kind.makers[maker] ?? {});
  const usual = Object.values(draft.kind.makers).flatMap((models) => Object.values(models));
  const models = real.map(([name, price]) => modelOf(maker, name, price));
  while (models.length < size) {
    const price = (usual[random.below(usual.length)] ?? 100) * (0.5 + random.next());
    models.push(modelOf(maker, inventModel(random, taken), price));
  }
  return { maker, plainMaker: withoutAccents(maker), models, drawModel: zipf(models.length, MODEL_EXPONENT) };
}

function build(): BulkCatalogue {
  // a seed of its own: the catalogue is the same for every seed of the rows
  const random = new Random(1959);
  const kinds = drafts();
  addInventedMakers(random, kinds);
  const taken = new Set(kinds.flatMap(({ kind }) => Object.values(kind.makers).flatMap(Object.keys)));
  // the square root lets small makers have catalogues too; else nearly all models would be the first maker's
  const shares = kinds.map(({ makers, share }) =>
    zipfWeights(makers.length, MAKER_EXPONENT).map((weight) => Math.sqrt(weight * share)),
  );
  const total = shares.flat().reduce((sum, share) => sum + share, 0);
  return {
    drawKind: weighted(kinds.map((kind) => kind.share)),
    kinds: kinds.map((draft, at) => {
      const spanish = wordingOf(draft.kind, 'es');
      return {
        category: draft.category,
        kind: draft.kind,
        shelves: draft.makers.map((maker, rank) => {
          const size = Math.round(((shares[at]?.[rank] ?? 0) / total) * MODELS);
          return shelfOf(random, draft, maker, Math.max(3, size), taken);
        }),
        drawShelf: zipf(draft.makers.length, MAKER_EXPONENT),
        spanish,
        plainSpanish: plainWording(spanish),
        english: wordingOf(draft.kind, 'en'),
      };
    }),
  };
}

let built: BulkCatalogue | undefined;

/** Who makes what, real things first and invented ones after; built once, on first use. */
export function bulkCatalogue(): BulkCatalogue {
  built ??= build();
  return built;
}
