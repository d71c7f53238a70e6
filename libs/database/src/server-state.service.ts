import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from './transactions';

/** What a server of PostgreSQL is like, as far as somebody should know before he entrusts data to it. */
export interface DatabaseState {
  /** As PostgreSQL numbers them: 150004 is 15.4. */
  readonly version: number;
  /** Whether our role may do everything on the server. */
  readonly superuser: boolean;
  readonly fsync: boolean;
  readonly fullPageWrites: boolean;
  /** Milliseconds by which the clock of this machine is ahead of that of the server. */
  readonly skew: number;
}

const stateRow = z.object({
  version: z.number(),
  superuser: z.boolean(),
  fsync: z.boolean(),
  full_page_writes: z.boolean(),
});
const clockRow = z.object({ now: z.number() });

/** Clocks that differ by more than this, in milliseconds, make tokens too young or too old. */
export const MOST_SKEW = 5_000;

/** Looks at the server that the database is on. */
@Injectable()
export class ServerStateService {
  constructor(private readonly transactions: Transactions) {}

  async read(): Promise<DatabaseState> {
    const [row] = await this.transactions.query(
      stateRow,
      `SELECT current_setting('server_version_num')::int AS version, rolsuper AS superuser,
              current_setting('fsync')::boolean AS fsync, current_setting('full_page_writes')::boolean AS full_page_writes
         FROM pg_roles WHERE rolname = current_user`,
    );
    if (!row) throw new Error('the database does not know its own user');
    const { full_page_writes: fullPageWrites, ...rest } = row;
    return { ...rest, fullPageWrites, skew: await this.skew() };
  }

  private async skew(): Promise<number> {
    const asked = Date.now();
    const [row] = await this.transactions.query(
      clockRow,
      'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now',
    );
    const answered = Date.now();
    return (asked + answered) / 2 - (row?.now ?? answered);
  }
}
