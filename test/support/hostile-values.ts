const encode = encodeURIComponent;
const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const lines = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

/** The values of some parameters, encoded. */
export type Values = Readonly<Record<string, readonly string[]>>;

const SEARCHES = lines(`
  fender
  jv-1080
  "jazz bass"
  fender -telecaster
  guitarra elec
  fendre
  zzzz
  la de
  "fender
  ñandú
  🎸 fender
`).map(encode);

/** Right values for each parameter that every list takes. Cursors are learnt from answers. */
export const FILTERS: Values = {
  q: SEARCHES,
  category: words('guitarras guitarras,bajos Teclas Bater%C3%ADa guitar'),
  source: words('reverb hispasonic,reverb Soundmarket'),
  status: words('active expired active,expired'),
  brand: words('fender FENDER,h%C3%B6fner no+such+maker'),
  location: words('madrid malaga,barcelona'),
  price_min: words('0 100 99.9 000250.50'),
  price_max: words('999999999.99 2500 1000.5'),
  include_unpriced: words('true false'),
  has_image: words('true false'),
  published_since: words('2020-01-01 P30D 1900-01-01 2026-01-01T00:00:00%2B02:00 P9999D'),
  published_until: words('2999-12-31 2999-12-31T23:59:59.999999Z P0D'),
  first_seen_since: words('P1D 2026-02-01T00:00:00Z 2999-12-31'),
  first_seen_until: words('P0D 2026-02-01T00:00:00Z 2999-12-31'),
  price_changed_since: words('P7D 2024-02-29'),
  price_changed_until: words('P7D 2024-02-29 2999-12-31'),
  sort: words('-published published price -price -first_seen -price_drop'),
  fields: words('id,name,price id'),
};
/** Of the list alone. */
export const COUNTED: Values = {
  count: words('exact estimated none'),
  facets: words('category,source price brand,location,price'),
};
/** Of the list by pages, of a walk, of an export. */
export const PAGED: Values = { page: words('1 2 100'), per_page: words('1 50 100') };
export const WALKED: Values = { limit: words('1 50 200') };
export const EXPORTED: Values = { format: words('csv ndjson'), escape_formulas: words('true false') };
/** Of the old doors. */
export const LEGACY: Values = {
  name: [...words("fender %25 jv_1080 o'brien Guitarra"), ''],
  category: ['guitarras', 'Teclados', ''],
  minPrice: ['0', '100', '', '1e3', '99.5'],
  maxPrice: ['Infinity', '500', '0'],
  page: ['1', '2', 'last', ''],
};

/** Values that nobody means well with. */
export const HOSTILE: readonly string[] = [
  ...['', '\xff\xfe', '\xc3\xa9', 'a b', '\0', '\x1b', '+', '#a', '&', '='],
  // encoded by hand: what a library would never write
  ...words(`%20 %09%0A , ,,, a,,b ,+, %2C %00 a%00b %0D%0ASet-Cookie:%20a=b %1B%5B2J %7F %C2%85 %E2%80%AE %EF%BB%BF
    %EF%BF%BF % %2 %zz %u0041 %FF %C0%AF %ED%A0%80 %ED%B0%80 %F4%90%80%80 %C3 %2500 %252527`),
  ...lines(`
    '
    ';--
    ' OR '1'='1
    1; DROP TABLE instrument
    $$
    \\
    \\x00
    %
    _
    %_%
    E'\\000'
    :*
    a & b | !c
    'a':*
    *
    (
    [
    .*
    (a+)+$
    \${7*7}
    {{7*7}}
    <script>alert(1)</script>
    ../../etc/passwd
    %n%s
    -
    "
    ""
    -"
    "-"
    é
    e\u0301
    👩‍👩‍👧
    שלום شارع
    ﷺ
    ǆ
    İi
    ẞß
    \u{10ffff}
    \u2028
    Ａ１
    ٣²½
  `).map(encode),
  encode(`a${'\u0301'.repeat(60)}`),
  // numbers
  ...words(`0 -0 -1 1.5 1e3 1e309 -1e309 NaN Infinity -Infinity 0x10 1_000 1,5 1.234 +1 %2B1 %D9%A3 .5 5. 00 2147483648
    9007199254740993 9223372036854775808 ${'9'.repeat(40)} true TRUE yes null undefined __proto__ constructor toString`),
  // times
  ...words(`0000-01-01 0001-01-01 9999-12-31 300000 300000-01-01 %2B300000-01-01 -000001-01-01 2026-02-30 2026-13-01
    2026-1-1 20261121 21/11/2026 2026-11-21T25:00:00Z 2026-11-21T10:00 2026-11-21T10:00:00%2B99:99
    2026-11-21T10:00:00+02:00 2026-11-21T23:59:60Z 2999-12-31T23:59:59-12:00 1900-01-01T00:00:00%2B14:00 today P P0D
    P-1D P99999D P1Y PT5M infinity epoch`),
  // too much
  ...[
    'x'.repeat(201),
    'x+'.repeat(150),
    'a+'.repeat(21),
    '-a+'.repeat(25),
    '"a"+'.repeat(30),
    'a,'.repeat(60),
  ],
  ...['%20'.repeat(300), encode('ñ'.repeat(200)), encode('😀'.repeat(120))],
];

/** Names that no parameter has, or not like this. */
export const BAD_NAMES: readonly string[] = [
  ...['', 'x'.repeat(300), '\xff'],
  ...words(`x Q categroy precio_min utm_source __proto__ constructor prototype toString hasOwnProperty q[] category[]
    category[0] category[a] category[$ne] q[__proto__] __proto__[a] constructor[prototype] q.a category[][] a[b] a[]
    %00 q%00 %FF %zz %20q q%20 %E2%80%AEq limit%5B%5D %71 q' %F0%9F%8E%B8`),
];

/** What is right by itself, and often not beside others. */
export const CONTRADICTIONS: readonly (readonly [string, string])[] = [
  ['sort', 'relevance'],
  ['page', '101'],
  ['per_page', '100'],
  ['limit', '5'],
  ['price_min', '2600'],
  ['published_since', '2999-12-31'],
  ['published_until', '1900-01-01'],
  ['q', 'a b c d e f g h i j k l m n o p q r s t u'.replaceAll(' ', '+')],
];

/** Ids, and what is none. */
export const IDS: readonly string[] = [
  ...['9'.repeat(30), '9'.repeat(150), 'x'.repeat(2_000)],
  ...words(`1 2 77 500 0 -1 01 1.0 1e2 +1 999999 2147483648 9223372036854775807 9223372036854775808 %00 1%00 %FF %zz %
    .. %2e%2e ..%2f.. 1%2f2 1; 1'-- null NaN __proto__ constructor %F0%9F%8E%B8 %D9%A1 1%20 %201`),
];

/** What follows the path of a list, and is hardly a query. */
export const ODD_ENDS: readonly string[] = [
  ...words('? ?&&& ?= ?=a ?# ??q=a ?q ?q==a /?q=a // /%00 ?q=a&&&q=b ?&q=a'),
  ...[' ?q=a', '?q=\0', '?q=a b', '?q=\t'],
];

/** What stands in a cursor in place of what belongs there, as JSON. */
export const HOSTILE_JSON: readonly string[] = lines(`
  null
  "x"
  "\\\\u0000"
  "\\\\ud800"
  "1e309"
  "NaN"
  "-1"
  "0"
  "2026-02-30"
  "infinity"
  "300000-01-01"
  "'; DROP TABLE instrument"
  "999999999999999999"
  7
  1e309
  {}
  []
`).map((text) => text.replaceAll('\\\\', '\\'));
