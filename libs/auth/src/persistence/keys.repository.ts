import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';

const useRow = z
  .object({ kid: z.string(), tokens: z.number(), needed_until: z.date() })
  .transform(({ kid, tokens, needed_until: neededUntil }) => ({ kid, tokens, neededUntil }));

/** Which keys the tokens in circulation were signed with. */
@Injectable()
export class KeysRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Keys that unexpired tokens of open sessions name; reads them all, for an operator now and then. */
  async findUses(): Promise<{ kid: string; tokens: number; neededUntil: Date }[]> {
    return this.transactions.query(
      useRow,
      `SELECT token.kid, count(*)::int AS tokens, max(token.expires_at) AS needed_until
         FROM outstanding_token AS token JOIN auth_session AS session ON session.id = token.session_id
        WHERE token.expires_at > now() AND session.revoked_at IS NULL AND session.user_id IS NOT NULL
        GROUP BY token.kid ORDER BY token.kid`,
    );
  }
}
