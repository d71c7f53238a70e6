import { type Limit, ThrottledError } from '@app/auth';
import { startAuth, type TestAuth } from '../support/auth';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
});
afterAll(() => app.close());
beforeEach(() => app.rows('DELETE FROM rate_counter'));

const RESET: Limit = { bucket: 'password_reset:account', key: 'ana@example.org', most: 3, seconds: 3_600 };
const hits = () => app.rows('SELECT bucket, hits FROM rate_counter ORDER BY bucket, hits');
const isFree = (...limits: Limit[]): Promise<boolean> =>
  app.limits.hit(...limits).then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(ThrottledError);
      return false;
    },
  );

describe('a limit', () => {
  it('lets exactly N of N + k at once through, also the very first ones', async () => {
    const another = await app.another();
    const all = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        (at % 2 === 0 ? app : another).limits.hit(RESET).catch(() => 'over'),
      ),
    );
    expect(all.filter((one) => one !== 'over')).toHaveLength(3);
    expect(await hits()).toEqual([{ bucket: RESET.bucket, hits: 3 }]);
  });

  it('says which rule refuses, and when the next one is free', async () => {
    for (let time = 0; time < 3; time++) await app.limits.hit(RESET);
    await app.rows(`UPDATE rate_counter SET ends_at = clock_timestamp() + interval '59.5 seconds'`);
    await expect(app.limits.hit(RESET)).rejects.toMatchObject({
      code: 'auth.throttled',
      kind: 'limited',
      limit: { bucket: 'password_reset:account', most: 3, seconds: 3_600 },
      retryAfter: 60,
      params: { retry_after: 60, limit: 3, remaining: 0 },
    });
  });

  it('holds for a window that begins with its first hit', async () => {
    for (let time = 0; time < 3; time++) await app.limits.hit(RESET);
    await app.rows(`UPDATE rate_counter SET ends_at = ends_at - interval '59 minutes'`);
    expect(await isFree(RESET)).toBe(false);
    await app.rows(`UPDATE rate_counter SET ends_at = ends_at - interval '1 minute'`);
    expect(await isFree(RESET)).toBe(true);
    expect(await hits()).toEqual([{ bucket: RESET.bucket, hits: 1 }]);
  });

  it('of one hit refuses the second one', async () => {
    expect(await isFree({ ...RESET, most: 1 })).toBe(true);
    expect(await isFree({ ...RESET, most: 1 })).toBe(false);
  });

  it('counts by name, by text whatever its case, and by address', async () => {
    const one = { ...RESET, most: 1 };
    await app.limits.hit(one);
    expect(await isFree({ ...one, key: ' ANA@example.org ' })).toBe(false);
    expect(await isFree({ ...one, key: 'ana@example.com' })).toBe(true);
    expect(await isFree({ ...one, bucket: 'registration:account' })).toBe(true);
    expect(await isFree({ ...one, key: { ip: '2001:db8::1' } })).toBe(true);
    expect(await isFree({ ...one, key: { ip: '2001:db8::2' } })).toBe(false);
    expect(await isFree({ ...one, key: '2001:db8:0:0::/64' })).toBe(true);
  });

  it('counts none of several when one has no hit left', async () => {
    const first = { ...RESET, bucket: 'a:first' };
    const last = { ...RESET, bucket: 'b:last', most: 1 };
    expect(await isFree(first, last)).toBe(true);
    expect(await isFree(first, last)).toBe(false);
    expect(await hits()).toEqual([
      { bucket: 'a:first', hits: 1 },
      { bucket: 'b:last', hits: 1 },
    ]);
  });

  it('frees what is taken back, and no more', async () => {
    for (let time = 0; time < 3; time++) await app.limits.hit(RESET);
    await app.limits.takeBack(RESET);
    expect(await isFree(RESET)).toBe(true);
    expect(await isFree(RESET)).toBe(false);
    for (let time = 0; time < 9; time++) await app.limits.takeBack(RESET);
    expect(await hits()).toEqual([{ bucket: RESET.bucket, hits: 0 }]);
  });

  it('with a growing pause never runs over, however long it goes on', async () => {
    const growing = { ...RESET, longestPause: 900 };
    await app.limits.hit(growing);
    await app.rows('UPDATE rate_counter SET hits = 100000');
    await expect(app.limits.hit(growing)).rejects.toMatchObject({ retryAfter: 900 });
  });

  it('keeps neither e-mail nor address', async () => {
    await app.limits.hit({ ...RESET, source: { ip: '203.0.113.7' } });
    const [row] = await app.rows('SELECT rate_counter::text AS text FROM rate_counter');
    expect(String(row?.['text'])).toMatch(
      /^\(password_reset:account,"?\\+x[0-9a-f]{64}"?,"?\\+x[0-9a-f]{64}"?,1,/,
    );
  });
});

describe('purging', () => {
  it('removes the counters whose window is over, all of them in batches, and no other', async () => {
    await app.rows(
      `INSERT INTO rate_counter (bucket, key, hits, hit_at, ends_at)
       SELECT 'a:b', sha256(n::text::bytea), 1, now(), now() - interval '1 second' FROM generate_series(1, 2500) AS n`,
    );
    await app.limits.hit(RESET);
    expect([await app.limits.purgeStale(2_000), await app.limits.purgeStale(2_000)]).toEqual([2_000, 500]);
    expect(await app.limits.purgeStale(2_000)).toBe(0);
    expect(await hits()).toEqual([{ bucket: RESET.bucket, hits: 1 }]);
  });

  it('finds them by an index', async () => {
    await app.rows('SET enable_seqscan = off');
    const plan = await app.rows(
      'EXPLAIN SELECT ctid FROM rate_counter WHERE ends_at < now() ORDER BY ends_at LIMIT 1000 FOR UPDATE SKIP LOCKED',
    );
    await app.rows('RESET enable_seqscan');
    expect(JSON.stringify(plan)).toContain('rate_counter_ends_idx');
  });
});
