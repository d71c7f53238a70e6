import argon2 from '@node-rs/argon2';
import { Transactions } from '@app/database';
import { startUsers, type TestUsers } from '../support/users';

let app: TestUsers;
beforeAll(async () => {
  app = await startUsers();
});
afterAll(() => app.close());

describe('hashes that other programs wrote', () => {
  it('are found by an index, one of each settings, and computed with every check', async () => {
    await app.database.query(
      `INSERT INTO app_user (email, password_hash)
       SELECT 'user' || n || '@example.net',
              CASE WHEN n % 100 = 0 THEN '!' || md5(n::text)
                   WHEN n = 7 THEN 'argon2$argon2id$v=19$m=8192,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo'
                   WHEN n = 8 THEN 'argon2$argon2id$v=19$m=9216,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo'
                   WHEN n % 10 = 0 THEN 'argon2$argon2id$v=19$m=8192,t=1,p=1$' || md5(n::text) || '$aGFzaGhhc2hoYXNo'
                   ELSE '$argon2id$v=19$m=47104,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo' END
         FROM generate_series(1, 20000) AS n`,
    );
    await app.database.query('VACUUM ANALYZE app_user');
    const verify = jest.spyOn(argon2, 'verify');
    const transactions = app.context.get(Transactions);
    const scans = await transactions.run(async () => {
      expect(await app.passwords.check(null, 'x')).toBe(false);
      // by the locale of the server, the index alone answers, and no row is fetched at all
      const answer: unknown = await transactions.manager.query(
        `SELECT seq_scan::int, idx_scan > 0 AS by_index, idx_tup_fetch <= 3 AS few
         FROM pg_stat_xact_user_tables WHERE relname = 'app_user'`,
      );
      return answer;
    });
    expect(scans).toEqual([{ seq_scan: 0, by_index: true, few: true }]);
    const costs = verify.mock.calls.map(([hash]) => argon2.parseOptions(hash).memoryCost);
    expect(costs.sort()).toEqual([47_104, 8_192, 9_216]);
    verify.mockRestore();
  });
});
