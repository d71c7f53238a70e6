import { Transactions } from '@app/database';
import type { TestApp } from './app';

/** Makes the API's only connection, and that of the test, hand in what they have read to the statistics of PostgreSQL. */
export async function handInReads(api: TestApp): Promise<void> {
  await api.app.get(Transactions).execute('SELECT pg_stat_force_next_flush()');
  await api.database.query('SELECT pg_stat_force_next_flush()');
}
