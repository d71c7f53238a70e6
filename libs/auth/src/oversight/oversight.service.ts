import { Injectable } from '@nestjs/common';
import type { ListPage, ListRequest } from '@app/database';
import { SessionNotFoundError, TokenNotFoundError } from '../auth.errors';
import { BlacklistRecordsRepository } from '../persistence/blacklist-records.repository';
import { SessionRecordsRepository } from '../persistence/session-records.repository';
import { TokenRecordsRepository } from '../persistence/token-records.repository';
import type { SessionFilter } from '../sessions/session';
import type {
  BlacklistFilter,
  BlacklistOrder,
  BlacklistRecord,
  SessionDetail,
  SessionOrder,
  SessionRecord,
  TokenFilter,
  TokenOrder,
  TokenRecord,
} from './records';

/** Generations that come with a session; more of them stand in the list of tokens. */
const MOST_GENERATIONS = 100;

/** What administrators see of everybody's sessions and refresh tokens. No token itself: none is stored. */
@Injectable()
export class OversightService {
  constructor(
    private readonly sessionRecords: SessionRecordsRepository,
    private readonly tokenRecords: TokenRecordsRepository,
    private readonly blacklistRecords: BlacklistRecordsRepository,
  ) {}

  /** @throws InvalidCursorError */
  async sessions(
    filter: SessionFilter,
    request: ListRequest<SessionOrder>,
  ): Promise<ListPage<SessionRecord>> {
    return this.sessionRecords.list(filter, request);
  }

  /** @throws SessionNotFoundError */
  async session(id: string): Promise<SessionDetail> {
    const session = await this.sessionRecords.findById(id);
    if (!session) throw new SessionNotFoundError();
    return { ...session, generations: await this.tokenRecords.findOfSession(id, MOST_GENERATIONS) };
  }

  /** @throws InvalidCursorError */
  async tokens(filter: TokenFilter, request: ListRequest<TokenOrder>): Promise<ListPage<TokenRecord>> {
    return this.tokenRecords.list(filter, request);
  }

  /**
   * @param id its id or its jti
   * @throws TokenNotFoundError
   */
  async token(id: string): Promise<TokenRecord> {
    const token = await this.tokenRecords.find(id);
    if (!token) throw new TokenNotFoundError();
    return token;
  }

  /** How many have not ended: up to 100,000 of each exactly, beyond that as the planner estimates. */
  async open(): Promise<{ sessions: number; tokens: number }> {
    const sessions = await this.sessionRecords.countOpen();
    return { sessions, tokens: await this.tokenRecords.countOutstanding() };
  }

  /** @throws InvalidCursorError */
  async blacklist(
    filter: BlacklistFilter,
    request: ListRequest<BlacklistOrder>,
  ): Promise<ListPage<BlacklistRecord>> {
    return this.blacklistRecords.list(filter, request);
  }
}
