/** A text in the two languages of the API. */
interface Localised {
  readonly en: string;
  readonly es: string;
}

/** What the values of a parameter are. */
export type ParameterKind =
  /** A text to search for. */
  | { readonly type: 'text'; readonly least: number; readonly most: number }
  /** One of a closed set. */
  | { readonly type: 'choice'; readonly values: readonly string[]; readonly usual: string | null }
  /** Several of a closed set, parted by commas. */
  | { readonly type: 'choices'; readonly values: readonly string[] }
  /** Several of a set that the database knows (slugs, or any spelling that leads to one), parted by commas. */
  | { readonly type: 'slugs'; readonly set: 'category' | 'source' }
  /** Several names of an open set, parted by commas; case and accents do not matter. */
  | { readonly type: 'names'; readonly set: 'brand' | 'location' }
  /** An amount of money, a decimal with a dot and two decimals at most. */
  | { readonly type: 'amount' }
  | { readonly type: 'flag' }
  /** A date, a time with its zone, or so many days back (`P7D`). */
  | { readonly type: 'moment' }
  | {
      readonly type: 'integer';
      readonly least: number;
      readonly most: number;
      readonly usual: number;
      /** More is no fault of the number alone: how much there may be, other parameters decide. */
      readonly together?: true;
    }
  /** `next_cursor` of the answer before. */
  | { readonly type: 'cursor' };

/** One parameter of the list of listings. */
export interface ParameterSpec {
  readonly kind: ParameterKind;
  readonly about: Localised;
}

/** Orders of the list; `-` before the name is descending. Listings without the value come last in either direction. */
export const SORTS = [
  'relevance',
  '-published',
  'published',
  'price',
  '-price',
  '-first_seen',
  '-price_drop',
] as const;
/** An order of the list. */
export type Sort = (typeof SORTS)[number];

/** How many there are in all: counted, counted as long as that is cheap, or not asked for. */
export const COUNTS = ['exact', 'estimated', 'none'] as const;
/** How to count. */
export type CountMode = (typeof COUNTS)[number];

/** What listings can be counted by. */
export const FACETS = ['category', 'source', 'brand', 'location', 'price'] as const;
/** One of them. */
export type Facet = (typeof FACETS)[number];

/** Of the record's statuses those that the list can show; `active` is not expired and not removed. */
export const STATUSES = ['active', 'expired'] as const;
/** A status that can be asked for. */
export type QueryStatus = (typeof STATUSES)[number];

/** The members of a listing, in the order of the answer. */
export const FIELDS = [
  'id',
  'name',
  'url',
  'source',
  'price',
  'previous_price',
  'price_changed_at',
  'image',
  'location',
  'category',
  'brand',
  'status',
  'published_on',
  'expires_on',
  'first_seen_at',
  'last_seen_at',
] as const;
/** A member of a listing. */
export type Field = (typeof FIELDS)[number];

/** Forms of an export. */
export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
/** One of them. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Pages by number end at this row; a walk by cursor goes on. */
export const DEEPEST_ROW = 10_000;
/** Listings on a page unless the request says otherwise. */
export const USUAL_SIZE = 50;
/** Values in a list, at most. */
export const MOST_VALUES = 50;

const words = (en: string, es: string): Localised => ({ en, es });

/**
 * The grammar of the list: the parser reads by it, `/filters` and the API description show it. The order is that of
 * the documents and of normalised queries.
 */
export const PARAMETERS = {
  q: {
    kind: { type: 'text', least: 1, most: 200 },
    about: words(
      'Words, all of which must occur; "a phrase"; -word must not occur.',
      'Palabras, todas deben aparecer; "una frase"; -palabra no debe aparecer.',
    ),
  },
  category: {
    kind: { type: 'slugs', set: 'category' },
    about: words(
      'Categories, by slug or any known spelling.',
      'Categorías, por su slug o cualquier nombre conocido.',
    ),
  },
  source: {
    kind: { type: 'slugs', set: 'source' },
    about: words('Websites that listings come from.', 'Webs de las que vienen los anuncios.'),
  },
  status: {
    kind: { type: 'choices', values: STATUSES },
    about: words('Active unless given.', 'Activos si no se indica.'),
  },
  brand: {
    kind: { type: 'names', set: 'brand' },
    about: words('Makers; case and accents do not matter.', 'Marcas; da igual mayúsculas o acentos.'),
  },
  location: {
    kind: { type: 'names', set: 'location' },
    about: words('Places; case and accents do not matter.', 'Lugares; da igual mayúsculas o acentos.'),
  },
  price_min: {
    kind: { type: 'amount' },
    about: words(
      'At this price or above, each in its own currency: none is converted.',
      'Desde este precio, cada uno en su moneda: ninguno se convierte.',
    ),
  },
  price_max: {
    kind: { type: 'amount' },
    about: words(
      'At this price or below, each in its own currency: none is converted.',
      'Hasta este precio, cada uno en su moneda: ninguno se convierte.',
    ),
  },
  include_unpriced: {
    kind: { type: 'flag' },
    about: words(
      'Listings without a price too; unless given, only while no bound is.',
      'También anuncios sin precio; si no se indica, solo mientras no haya límites.',
    ),
  },
  has_image: {
    kind: { type: 'flag' },
    about: words('Only with, or only without an image.', 'Solo con imagen, o solo sin ella.'),
  },
  published_since: {
    kind: { type: 'moment' },
    about: words('Published on this day or later.', 'Publicado ese día o después.'),
  },
  published_until: {
    kind: { type: 'moment' },
    about: words('Published on this day or earlier.', 'Publicado ese día o antes.'),
  },
  first_seen_since: {
    kind: { type: 'moment' },
    about: words('Seen here for the first time since then.', 'Visto aquí por primera vez desde entonces.'),
  },
  first_seen_until: {
    kind: { type: 'moment' },
    about: words(
      'Seen here for the first time on this day or earlier; with a time, before it.',
      'Visto aquí por primera vez ese día o antes; con una hora, antes de ella.',
    ),
  },
  price_changed_since: {
    kind: { type: 'moment' },
    about: words('The price changed since then.', 'El precio ha cambiado desde entonces.'),
  },
  price_changed_until: {
    kind: { type: 'moment' },
    about: words(
      'The price changed for the last time on this day or earlier; with a time, before it.',
      'El precio cambió por última vez ese día o antes; con una hora, antes de ella.',
    ),
  },
  sort: {
    kind: { type: 'choice', values: SORTS, usual: '-published' },
    about: words(
      'The order; relevance needs q, and is the usual one with it. Prices are compared as they stand, each in its own currency.',
      'El orden; relevance necesita q, y con q es el habitual. Los precios se comparan tal como están, cada uno en su moneda.',
    ),
  },
  page: {
    kind: { type: 'integer', least: 1, most: DEEPEST_ROW, usual: 1, together: true },
    about: words(
      'The page, from 1; pages end at row 10,000.',
      'La página, desde 1; llegan a la fila 10 000.',
    ),
  },
  per_page: {
    kind: { type: 'integer', least: 1, most: 100, usual: USUAL_SIZE },
    about: words('Listings on a page.', 'Anuncios por página.'),
  },
  limit: {
    kind: { type: 'integer', least: 1, most: 200, usual: USUAL_SIZE },
    about: words(
      'Begins a walk by cursor, and says how many listings come at once.',
      'Comienza un recorrido por cursor y dice cuántos anuncios llegan de una vez.',
    ),
  },
  cursor: {
    kind: { type: 'cursor' },
    about: words('next_cursor of the answer before.', 'next_cursor de la respuesta anterior.'),
  },
  count: {
    kind: { type: 'choice', values: COUNTS, usual: 'estimated' },
    about: words(
      'How to count; estimated counts up to 15,000 exactly. The answer says what it gave.',
      'Cómo contar; estimated cuenta hasta 15 000 con exactitud. La respuesta dice qué ha dado.',
    ),
  },
  facets: {
    kind: { type: 'choices', values: FACETS },
    about: words(
      'What to count listings by; each ignores its own filter.',
      'Por qué contar los anuncios; cada una ignora su propio filtro.',
    ),
  },
  fields: {
    kind: { type: 'choices', values: FIELDS },
    about: words('Only these members of each listing.', 'Solo estos campos de cada anuncio.'),
  },
  format: {
    kind: { type: 'choice', values: EXPORT_FORMATS, usual: null },
    about: words(
      'The form of the file; unless given, what Accept prefers, else csv.',
      'El formato del archivo; si no se indica, el que prefiera Accept, o csv.',
    ),
  },
  escape_formulas: {
    kind: { type: 'flag' },
    about: words(
      'For spreadsheets, as is usual: a byte order mark, and an apostrophe before what would run as a formula. false: for programs.',
      'Para hojas de cálculo, como es habitual: marca de orden de bytes, y un apóstrofo ante lo que se ejecutaría como fórmula. false: para programas.',
    ),
  },
} as const satisfies Record<string, ParameterSpec>;

/** The name of a parameter. */
export type ParameterName = keyof typeof PARAMETERS;

/** All names, in the order of the grammar. */
export const PARAMETER_NAMES = Object.keys(PARAMETERS).filter(isParameterName);

const ONLY_EXPORT: readonly ParameterName[] = ['format', 'escape_formulas'];
const ONLY_LIST: readonly ParameterName[] = ['page', 'per_page', 'limit', 'cursor', 'count', 'facets'];

/** Which parameters a door takes; a table has no place for facets. */
export const DOOR_PARAMETERS = {
  list: PARAMETER_NAMES.filter((name) => !ONLY_EXPORT.includes(name)),
  table: PARAMETER_NAMES.filter((name) => !ONLY_EXPORT.includes(name) && name !== 'facets'),
  export: PARAMETER_NAMES.filter((name) => !ONLY_LIST.includes(name)),
} as const;
/** A door that the grammar is read for: the list, the list as a table, all of it as a file. */
export type QueryDoor = keyof typeof DOOR_PARAMETERS;

/** Whether a text is the name of a parameter; `__proto__` is none. */
function isParameterName(text: string): text is ParameterName {
  return Object.hasOwn(PARAMETERS, text);
}
