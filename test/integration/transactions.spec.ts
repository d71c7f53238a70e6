import { z } from 'zod';
import { Transactions } from '@app/database';
import { TestImports } from '../support/imports';

const row = z.object({ n: z.number() });

let app: TestImports;
let transactions: Transactions;
beforeAll(async () => {
  app = await TestImports.open();
  transactions = app.services.get(Transactions);
});
afterAll(() => app.close());

describe('a connection that is ended by a signal', () => {
  it('is never handed to the next query, also when nothing ran on it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const ending = new AbortController();
      await transactions.onOneConnection(() => {
        ending.abort();
        return Promise.resolve();
      }, ending.signal);
      expect(await transactions.query(row, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    }
  });

  it('ends what runs on it', async () => {
    const ending = new AbortController();
    const work = transactions.onOneConnection(
      () => transactions.execute('SELECT pg_sleep(30)'),
      ending.signal,
    );
    setImmediate(() => ending.abort());
    await expect(work).rejects.toThrow();
    expect(await transactions.query(row, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });
});
