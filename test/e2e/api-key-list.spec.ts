import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { API_KEYS, makeKey } from '../support/api-keys';
import { type SignedIn, signIn } from '../support/clients';

const VIEW = 'auth.view_api_key';
const KEYS = [VIEW, 'auth.add_api_key', 'auth.change_api_key', 'auth.delete_api_key'] as const;
const listBody = z.object({
  data: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  page: z.looseObject({ total: z.number(), next_cursor: z.string().nullable() }),
});

let api: TestApp;
let maker: SignedIn;
beforeAll(async () => {
  api = await startApp();
  maker = await signIn(api, { permissions: [...KEYS, 'instruments.import'] });
});
afterAll(() => api.close());

async function list(query = ''): Promise<z.infer<typeof listBody>> {
  const answer = await maker.client.get(`${API_KEYS}?${query}`);
  expect(answer.statusCode).toBe(200);
  return listBody.parse(answer.json());
}
const namesIn = ({ data }: z.infer<typeof listBody>): string[] => data.map(({ name }) => name);

describe('the list of API keys', () => {
  it('is filtered by owner, state and a part of name or prefix', async () => {
    const other = await signIn(api, { permissions: KEYS });
    const alive = await makeKey(api, other.client, [VIEW], { name: 'Ñandú 100% alive' });
    const dead = await makeKey(api, other.client, [VIEW], { name: 'dead' });
    const old = await makeKey(api, other.client, [VIEW], { name: 'old' });
    await maker.client.delete(`${API_KEYS}/${dead.id}`);
    await api.database.query(`UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      old.id,
    ]);

    const own = `owner=${other.user.id}`;
    expect(namesIn(await list(own))).toEqual(['old', 'dead', 'Ñandú 100% alive']);
    expect(namesIn(await list(`${own}&sort=created_at`))).toEqual(['Ñandú 100% alive', 'dead', 'old']);
    expect(namesIn(await list(`${own}&state=active`))).toEqual(['Ñandú 100% alive']);
    expect(namesIn(await list(`${own}&state=expired`))).toEqual(['old']);
    expect(namesIn(await list(`${own}&state=revoked`))).toEqual(['dead']);
    expect(namesIn(await list(`${own}&q=${encodeURIComponent('ÑANDÚ 100%')}`))).toEqual(['Ñandú 100% alive']);
    expect(namesIn(await list(`${own}&q=d%25d`))).toEqual([]);
    expect(namesIn(await list(`q=${alive.prefix.slice(2).toUpperCase()}`))).toEqual(['Ñandú 100% alive']);
    expect(namesIn(await list(`q=${alive.key.slice(0, 9)}`))).toEqual(['Ñandú 100% alive']);
    expect(namesIn(await list(`q=${alive.key.slice(13, 33)}`))).toEqual([]);
  });

  it('is paged by number and by cursor, every key once', async () => {
    const other = await signIn(api, { permissions: KEYS });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await makeKey(api, other.client, [VIEW], { name });
    const own = `owner=${other.user.id}`;
    expect(namesIn(await list(`${own}&per_page=2&page=2`))).toEqual(['c', 'b']);
    const walked: string[] = [];
    for (let cursor = ''; ;) {
      const part = await list(`${own}&limit=2${cursor}`);
      expect(part.page.total).toBe(5);
      walked.push(...namesIn(part));
      if (part.page.next_cursor === null) break;
      cursor = `&cursor=${part.page.next_cursor}`;
    }
    expect(walked).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it.each(['owner=me', 'state=dead', 'sort=secret_hash', 'secret_hash=a', 'q='])(
    'refuses ?%s',
    async (query) => {
      expect((await maker.client.get(`${API_KEYS}?${query}`)).statusCode).toBe(400);
    },
  );
});
