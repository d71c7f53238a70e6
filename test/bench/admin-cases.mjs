// The cases of the panel: for each of its screens the requests that the screen sends, with each filter and order it offers.
import { facetPaths, instrumentScreens } from './admin-instruments.mjs';
import { pickAdminValues } from './admin-values.mjs';
import { product } from './product.mjs';

const ADMIN = '/api/v1/admin';
/** Milliseconds that 95 of 100 answers of any one request may take. */
const MOST = 300;
/** The last page by number: the panel shows 50 rows a page, and none beyond row 10,000. */
const LAST_PAGE = 200;
/**
 * @typedef {object} Screen
 * @property {string} name
 * @property {string} path of its list
 * @property {readonly string[]} orders as the API writes them, the usual one first (`''`: it has no name)
 * @property {readonly string[]} filters each as a query
 * @property {readonly string[]} [together] filters that are asked for in the usual order only
 * @property {string} [usual] the filter that the screen opens with
 */

/** @returns {Screen[]} lists that come a page at a time */
function screensOf({ email, sessionId, jti, listedJti, day, entry, subnet, address }) {
  const both = (...names) => names.flatMap((name) => [`-${name}`, name]);
  const range = (from, to = from.replace('from', 'to')) => [
    ...[`${from}=${day(-2)}`, `${from}=${day(-100)}`, `${to}=${day(-2)}`, `${to}=${day(-100)}`],
    `${from}=${day(-40)}&${to}=${day(-39)}`,
  ];
  const each = (name, ...values) => values.map((value) => `${name}=${value}`);
  const reasons = each(
    'reason',
    'logout',
    'reuse',
    'admin',
    'password_change',
    'user_disabled',
    'session_limit',
  );
  const places = each('ip', address, subnet);
  return [
    {
      name: 'users',
      path: `${ADMIN}/users`,
      orders: both('created_at', 'email', 'last_login_at'),
      filters: [
        ...each('q', 'user77', '999', 'example', 'us', 'nobody%20at%20all'),
        ...['is_active', 'is_staff', 'is_superuser'].flatMap((flag) => each(flag, true, false)),
        ...each('group', 'moderators', 'admins'),
      ],
    },
    {
      name: 'sessions',
      path: `${ADMIN}/sessions`,
      orders: both('created_at', 'last_seen_at', 'absolute_expires_at'),
      usual: 'state=open',
      filters: [
        ...each('q', email, 'user77', 'us', sessionId),
        ...each('state', 'open', 'revoked', 'expired'),
        ...each('email', email),
        ...reasons,
        ...each('transport', 'bearer', 'cookie'),
        ...places,
        ...range('created_from'),
      ],
    },
    {
      name: 'outstanding tokens',
      path: `${ADMIN}/outstanding-tokens`,
      orders: both('created_at', 'expires_at'),
      filters: [
        ...each('q', email, 'user77', 'us', jti),
        ...each('state', 'live', 'consumed', 'expired', 'blacklisted', 'revoked'),
        ...[`email=${email}`, `jti=${jti}`, `session=${sessionId}`, `email=${email}&state=live`],
        ...reasons,
        ...places,
        ...range('created_from'),
        ...range('expires_from'),
      ],
    },
    {
      name: 'blacklisted tokens',
      path: `${ADMIN}/blacklisted-tokens`,
      orders: both('blacklisted_at'),
      filters: [
        ...each('q', email, 'user77', 'user7', listedJti),
        ...[`email=${email}`, `jti=${listedJti}`],
        ...reasons,
        ...places,
        ...range('from'),
      ],
    },
    {
      name: 'api keys',
      path: `${ADMIN}/api-keys`,
      orders: both('created_at'),
      filters: [...each('q', 'scraper', '77', 'none'), ...each('state', 'active', 'expired', 'revoked')],
    },
    {
      name: 'imports',
      path: '/api/v1/imports',
      orders: [''],
      filters: [
        ...each('source', 'hispasonic', 'reverb'),
        ...each('state', 'queued', 'running', 'succeeded', 'needs_review', 'rejected', 'failed'),
        ...range('from'),
      ],
    },
    {
      name: 'bulk jobs',
      path: `${ADMIN}/bulk-jobs`,
      orders: [''],
      filters: [
        ...each('state', 'queued', 'running', 'succeeded', 'cancelled', 'failed'),
        ...each('action', 'category', 'status', 'delete', 'restore', 'price_thousand', 'price_thousandth'),
      ],
    },
    {
      name: 'aliases',
      path: `${ADMIN}/category-aliases`,
      orders: ['label', '-label', 'id', '-id'],
      filters: [
        ...each('q', 'guitarra', 'raro', 'nada'),
        ...['source=hispasonic', 'category=guitarras', 'mapped=true', 'mapped=false'],
      ],
    },
    {
      name: 'audit',
      path: `${ADMIN}/audit`,
      orders: both('at'),
      filters: [
        `email=${email}`,
        ...each('q', email, 'user77', 'us'),
        ...each('action', 'session.sign_in', 'session.token_reused', 'user.changed', 'source.created'),
        ...each('object_type', 'session', 'instrument', 'user', 'group', 'dataset'),
        ...[`object_id=${entry.object}`, `object_type=instrument&object_id=${entry.object}`],
        `request_id=${entry.request}`,
        ...range('from'),
        `action=session.sign_in&from=${day(-1)}`,
        `action=session.sign_in&email=${email}`,
      ],
    },
  ];
}

/**
 * @param {import('pg').Client} client
 * @param {number} rows listings in the database
 * @returns {Promise<{ name: string, asked: { path: string, label: string }[], most: number }[]>}
 */
export async function makeAdminCases(client, rows) {
  const { panelLists } = product('libs/users/src/panel/saved-filter');
  const values = await pickAdminValues(client, rows);
  const { runId, jobId, lastFailure, listingId } = values;
  const one = (name, paths) => ({ name: `admin ${name}`, most: MOST, asked: paths.map(asked) });
  const paged = [...instrumentScreens(values), ...screensOf(values)];
  return [
    ...paged.flatMap((screen) => [
      one(screen.name, pagesOf(screen)),
      one(`${screen.name}, filtered`, filteredOf(screen)),
    ]),
    one('facets', facetPaths(values)),
    one('groups', [`${ADMIN}/groups`, `${ADMIN}/permissions`]),
    one('categories', ['/api/v1/categories', `${ADMIN}/categories`]),
    one('unmapped', [`${ADMIN}/categories/unmapped`]),
    one('sources', ['/api/v1/sources', `${ADMIN}/sources`, `${ADMIN}/sources/hispasonic`]),
    one(
      'instrument',
      ['', '/prices', '/history'].map((part) => `${ADMIN}/instruments/${listingId}${part}`),
    ),
    one('import errors', [`/api/v1/imports/${runId}`]),
    one('bulk job', [
      ...[`${ADMIN}/bulk-jobs/${jobId}`, `${ADMIN}/bulk-jobs/${jobId}/failures?limit=100`],
      `${ADMIN}/bulk-jobs/${jobId}/failures?limit=100&cursor=${lastFailure}`,
    ]),
    one('saved filters', [`${ADMIN}/saved-filters?list=instruments`, `${ADMIN}/saved-filters?list=users`]),
    one(
      'preferences',
      panelLists.map((list) => `${ADMIN}/preferences/${list}`),
    ),
    one('dashboard', [`${ADMIN}/dashboard`]),
    one('system', [`${ADMIN}/system`]),
  ];
}

/** Its first page as it opens, in each size and order, and the last page. */
function pagesOf(screen) {
  const { usual = '', orders } = screen;
  const [first] = orders;
  return [
    ...orders.map((order) => requestOf(screen, [usual], order)),
    ...(usual === '' ? [] : orders.map((order) => requestOf(screen, [], order))),
    ...[25, 100].map((size) => requestOf(screen, [usual], first, { size })),
    ...orders.map((order) => requestOf(screen, [usual], order, { page: LAST_PAGE })),
  ];
}

/** Each filter in each order, and together with the one that the screen opens with. */
function filteredOf(screen) {
  const { filters, together = [], orders, usual } = screen;
  const isOther = (filter) => usual !== undefined && !filter.startsWith(usual.split('=')[0]);
  return [
    ...filters.flatMap((filter) => orders.map((order) => requestOf(screen, [filter], order))),
    ...filters.filter(isOther).map((filter) => requestOf(screen, [usual, filter], orders[0])),
    ...together.map((filter) => requestOf(screen, [filter], orders[0])),
  ];
}

function requestOf({ path }, filters, order, { page = 1, size = 50 } = {}) {
  const sort = order === '' ? '' : `sort=${order}`;
  const query = [...filters, sort, `page=${page}`, `per_page=${size}`].filter(Boolean).join('&');
  return `${path}?${query}`;
}

const asked = (path) => ({ path, label: labelOf(path) });

/** Without what every request has. */
function labelOf(path) {
  const [door, query = ''] = path.split('?');
  const parts = query
    .split('&')
    .filter((part) => !/^(facets=|per_page=(1|50)$|page=1$|count=|cursor=)/.test(part));
  return query === ''
    ? door.split('/').slice(3).join('/')
    : decodeURIComponent(parts.join(' ')) || 'as it opens';
}
