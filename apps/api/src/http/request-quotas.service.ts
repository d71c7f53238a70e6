import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessService, ApiKeysService, isApiKey, QuotasService, TokenInvalidError } from '@app/auth';
import { CONFIG, type Config } from '@app/config';
import type { Requester } from './access';
import { TooManyRequestsError } from './access.errors';
import { limitOf, type QuotaKind } from './quota';
import { rateLimitHeaders } from './rate-limit';

/** Whom a request counts for; `null`: the address that it comes from. */
type Caller = Pick<Requester, 'userId' | 'apiKeyId'> | null;

/** Counts requests, and puts on each answer what its caller has left. */
@Injectable()
export class RequestQuotasService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly quotas: QuotasService,
    private readonly access: AccessService,
    private readonly apiKeys: ApiKeysService,
  ) {}

  /**
   * Counts a request, or a file that it begins, for whoever makes it.
   *
   * @throws TooManyRequestsError
   */
  async count(
    kind: QuotaKind,
    requester: Caller,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    if (this.config.rateLimits === null || kind === 'free') return;
    const caller = requester && (requester.apiKeyId ?? requester.userId);
    const limit = limitOf(kind, caller, request.ip, this.config.rateLimits);
    const quota = await this.quotas.take(limit);
    void reply.headers(rateLimitHeaders(limit, quota));
    if (!quota.granted) throw new TooManyRequestsError(quota.seconds);
  }

  /**
   * Whom a request to a public door counts for. Nobody asks there whether the session still stands; what proves nothing
   * is passed over, and counts for its address.
   */
  async whoCounts({ headers: { authorization }, ip }: FastifyRequest): Promise<Caller> {
    if (authorization === undefined) return null;
    const credential = bearerOf(authorization);
    if (!isApiKey(credential)) {
      const userId = this.access.subjectOf(credential);
      return userId === null ? null : { userId, apiKeyId: null };
    }
    try {
      return await this.apiKeys.identify(credential, ip);
    } catch (error) {
      if (error instanceof TokenInvalidError) return null;
      throw error;
    }
  }

  /**
   * The same where files are handed out: whoever shows a token gets what it is worth at this moment, and not in silence what
   * strangers get.
   *
   * @throws TokenInvalidError
   */
  async whoAsks({ headers: { authorization }, ip }: FastifyRequest): Promise<Caller> {
    if (authorization === undefined) return null;
    const credential = bearerOf(authorization);
    if (isApiKey(credential)) return this.apiKeys.identify(credential, ip);
    const { userId } = await this.access.verify(credential);
    return { userId, apiKeyId: null };
  }
}

/** What stands behind `Bearer` (RFC 6750); empty for any other scheme. */
export function bearerOf(authorization: string): string {
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}
