import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import type { LegacyBody, LegacyListing } from '../support/listings';

const ROW = {
  name: 'Roland JV-1080',
  price: '389.47',
  link: 'https://www.hispasonic.com/anuncios/jv-1080/1',
  image: 'https://example.com/a.jpg',
  location: 'Madrid',
  category: 'Teclados',
  expiration: '2030-01-31',
  publish: '2026-11-02',
  website: 'hispasonic',
};
const REQUIRED = ['This field is required.'];
const BLANK = ['This field may not be blank.'];
const URL = ['Enter a valid URL.'];
const NUMBER = ['A valid number is required.'];
const DATE = ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'];

let api: TestApp;
let editor: ApiClient;
let made = 0;

beforeAll(async () => {
  api = await startApp();
  editor = (await signIn(api, { permissions: ['instruments.add_instrument'] })).client;
});
afterAll(() => api.close());

const add = (rest: object) =>
  editor.post('/addInstrument', { ...ROW, link: `https://example.com/${++made}`, ...rest });

describe('POST /addInstrument', () => {
  it('answers 201 with the row that the old doors then show, key for key', async () => {
    const answer = await editor.post('/addInstrument', ROW);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const row = answer.json<LegacyListing>();
    expect(row).toEqual({ id: expect.any(Number), ...ROW });
    const listed = await api.get('/listInstrument');
    expect(listed.json<LegacyBody>().results).toEqual([row]);
    expect(listed.body).toContain(answer.body);
  });

  it('takes what the old client may leave out, a number for a price, and fields that nobody knows', async () => {
    const few = { name: 'x', link: 'https://example.com/few', website: 'Hispasonic' };
    const nothing = {
      price: null,
      image: null,
      location: null,
      category: null,
      expiration: null,
      publish: null,
    };
    expect((await editor.post('/addInstrument', few)).json()).toMatchObject({
      ...few,
      ...nothing,
      website: 'hispasonic',
    });
    expect((await add(nothing)).json()).toMatchObject(nothing);
    expect((await add({ price: 12.5, id: 7, extra: ['x'] })).json()).toMatchObject({ price: '12.50' });
    expect((await add({ price: '', image: '', expiration: '' })).statusCode).toBe(201);
    expect((await add({ publish: '2026-03-02', expiration: '2026-03-01' })).statusCode).toBe(201);
  });

  it('takes a form as well', async () => {
    const answer = await editor.send('POST', '/addInstrument', { headers: { 'content-type': 'text/plain' } });
    expect(answer.statusCode).toBe(400);
    const form = await api.app.inject({
      method: 'POST',
      url: '/addInstrument/',
      payload: new URLSearchParams({ ...ROW, link: 'https://example.com/form', price: '5' }).toString(),
      headers: {
        authorization: `Bearer ${editor.credential ?? ''}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect([form.statusCode, form.json()]).toMatchObject([201, { price: '5.00', location: 'Madrid' }]);
  });

  it('puts a category that nobody knows into otros, for somebody to map', async () => {
    expect((await add({ category: 'Zanfonas' })).json()).toMatchObject({ category: 'Zanfonas' });
    expect((await add({ category: 'zanfonas ' })).json()).toMatchObject({ category: 'zanfonas' });
    const { rows } = await api.database.query(
      `SELECT label, category.slug, count(*)::int AS n
         FROM category_alias alias JOIN instrument ON category_alias_id = alias.id
         JOIN category ON category.id = instrument.category_id WHERE folded = 'zanfonas' GROUP BY 1, 2`,
    );
    expect(rows).toEqual([{ label: 'Zanfonas', slug: 'otros', n: 2 }]);
  });

  it('refuses a link that a listing has already, however it is written', async () => {
    const twin = { ...ROW, link: 'http://hispasonic.com/anuncios/jv-1080/1/?utm_source=x' };
    const answer = await editor.post('/addInstrument', twin);
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      { link: ['instrument with this link already exists.'] },
    ]);
  });

  it.each<[string, object, object]>([
    [
      'nothing',
      { name: undefined, link: undefined, website: undefined },
      { name: REQUIRED, link: REQUIRED, website: REQUIRED },
    ],
    ['null', { name: null }, { name: ['This field may not be null.'] }],
    ['blanks', { name: ' ', link: '', website: '' }, { name: BLANK, link: BLANK, website: BLANK }],
    [
      'a list for a text',
      { name: {}, website: true },
      { name: ['Not a valid string.'], website: ['Not a valid string.'] },
    ],
    ['a NUL', { name: 'a\0b' }, { name: ['Null characters are not allowed.'] }],
    ['an escape', { location: '\x1b[2J' }, { location: ['Not a valid string.'] }],
    [
      'a long name',
      { name: 'x'.repeat(501) },
      { name: ['Ensure this field has no more than 500 characters.'] },
    ],
    ['a script link', { link: 'javascript:alert(1)' }, { link: URL }],
    ['a link that is none', { link: 'x', image: 'ftp://x/y' }, { link: URL, image: URL }],
    ['a price in words', { price: '1.200 €' }, { price: NUMBER }],
    ['NaN', { price: 'NaN' }, { price: NUMBER }],
    ['true', { price: true }, { price: NUMBER }],
    ['a negative price', { price: -1 }, { price: ['Ensure this value is greater than or equal to 0.'] }],
    [
      'a price too high',
      { price: 1e6 + 1 },
      { price: ['Ensure this value is less than or equal to 1000000.'] },
    ],
    [
      'three decimals',
      { price: '1.234' },
      { price: ['Ensure that there are no more than 2 decimal places.'] },
    ],
    ['dates that are none', { publish: 'x', expiration: '2026-02-30' }, { publish: DATE, expiration: DATE }],
    ['a list for a text', { name: ['Piano'] }, { name: ['Not a valid string.'] }],
    ['an unknown website', { website: 'ebay' }, { website: [expect.stringContaining('no source "ebay"')] }],
  ])('refuses %s with sentences by field', async (_what, rest, errors) => {
    const answer = await add(rest);
    expect([answer.statusCode, answer.json()]).toEqual([400, errors]);
  });

  it.each([
    ['[]', { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
    ['"x"', { non_field_errors: ['Invalid data. Expected a dictionary, but got string.'] }],
    ['{"name":1e400,"link":"https://example.com/e","website":"reverb","price":1e400}', { price: NUMBER }],
  ])('refuses %s', async (payload, errors) => {
    const headers = {
      authorization: `Bearer ${editor.credential ?? ''}`,
      'content-type': 'application/json',
    };
    const answer = await api.app.inject({ method: 'POST', url: '/addInstrument', payload, headers });
    expect([answer.statusCode, answer.json()]).toEqual([400, errors]);
  });
});
