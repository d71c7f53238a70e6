// The lists of listings in the panel: those that are shown, by search, filters and facets, and those that were removed.

const LIST = '/api/v1/instruments';
const FACETS = 'facets=category,source,brand,location';
/** The panel's own order has no name: the API's is meant. */
const ORDERS = ['published', '-published', 'price', '-price', '-first_seen', '-price_drop'];
/** Terms of each class that are searched for. */
const TERMS = 3;

const text = (words) => `q=${encodeURIComponent(words)}`;

/** What the list can be narrowed to, with as many words of each class. */
function narrowingsOf({ terms, slugs, brands, places, day }) {
  const some = (kind) => terms[kind].slice(0, TERMS).map(({ text: word }) => text(word));
  const filters = [
    ...['status=active', 'status=expired', 'has_image=true', 'has_image=false'],
    ...[
      'price_min=500',
      'price_max=200',
      'price_min=300&price_max=900',
      'price_max=500&include_unpriced=true',
    ],
    ...[`published_since=${day(-7)}`, `published_until=${day(-200)}`, `first_seen_since=${day(-7)}`],
    `price_changed_since=${day(-7)}`,
    ...[`first_seen_since=${day(-3)}&first_seen_until=${day(-3)}`],
    ...[`price_changed_since=${day(-3)}&price_changed_until=${day(-3)}`],
    ...[`category=${slugs[0]}`, `category=${slugs.at(-1)}`, `category=${slugs.slice(0, 3).join(',')}`],
    ...['source=hispasonic', 'source=soundmarket,reverb'],
    ...brands.map((one) => `brand=${encodeURIComponent(one)}`),
    ...places.map((one) => `location=${encodeURIComponent(one)}`),
  ];
  const words = ['rare', 'middling', 'frequent', 'heavy', 'two words', 'typo'].flatMap(some);
  const [heavy = text('guitarra')] = some('heavy');
  return { filters, words, heavy };
}

/** The counts beside the list, which are asked for apart. @returns {string[]} paths */
export function facetPaths(values) {
  const { filters, words } = narrowingsOf(values);
  return ['', ...filters, ...words].map(
    (filter) => `${LIST}?${filter === '' ? '' : `${filter}&`}${FACETS}&per_page=1&count=none`,
  );
}

/** @returns {import('./admin-cases.mjs').Screen[]} */
export function instrumentScreens(values) {
  const { slugs, day, name } = values;
  const { filters, words, heavy } = narrowingsOf(values);
  const list = { path: LIST, orders: ['', ...ORDERS] };
  return [
    { ...list, name: 'instruments', filters },
    {
      ...list,
      name: 'instruments searched',
      usual: heavy,
      filters: words,
      together: filters.map((filter) => `${heavy}&${filter}`),
    },
    {
      name: 'removed instruments',
      path: '/api/v1/admin/removed-instruments',
      orders: ['-removed_at', 'removed_at'],
      filters: [
        ...[text(name), text('guitarra'), text('gu'), text('nothing of the kind')],
        ...['source=hispasonic', `category=${slugs[0]}`, `category=${slugs.at(-1)}`],
        ...[
          `removed_since=${day(-7)}`,
          `removed_since=${day(-3)}&removed_until=${day(-3)}`,
          `removed_since=${day(-200)}`,
        ],
        ...[`source=reverb&category=${slugs[1]}`, `${text('guitarra')}&category=${slugs[0]}`],
      ],
    },
  ];
}
