import { Injectable } from '@nestjs/common';
import { TokenInvalidError } from '../auth.errors';
import { RefreshRepository } from '../persistence/refresh.repository';
import { issuedAt, readHeader, TOKEN_TYPES, type TokenKind } from '../tokens/token-claims';
import { TokenIssueService } from '../tokens/token-issue.service';
import { TokenSigningService } from '../tokens/token-signing.service';
import { AccessService } from './access.service';
import { idleEnd, isAlive } from './session';

/** Answers whether a token counts now. */
@Injectable()
export class VerifyService {
  constructor(
    private readonly access: AccessService,
    private readonly signing: TokenSigningService,
    private readonly tokens: TokenIssueService,
    private readonly refreshes: RefreshRepository,
  ) {}

  /**
   * @param kind the type that the token has to have; whatever its header says if absent
   * @returns the type that it has
   * @throws TokenInvalidError when it does not count: a refresh token counts only while it is the newest of its session
   */
  async verify(token: string, kind?: TokenKind): Promise<TokenKind> {
    const type = readHeader(token)?.typ;
    const found = type === TOKEN_TYPES.refresh ? 'refresh' : 'access';
    if (type === undefined || (kind !== undefined && kind !== found)) throw new TokenInvalidError();
    if (found === 'access') await this.access.verify(token);
    else await this.verifyRefresh(token);
    return found;
  }

  private async verifyRefresh(token: string): Promise<void> {
    const claims = this.signing.verify(token, 'refresh');
    const { sub, sid, jti, gen } = claims;
    const state = await this.refreshes.findState(sid, gen);
    const row = state?.tokens.find((one) => one.jti === jti && one.gen === gen);
    if (!state || !row || row.gen !== state.currentGen || row.blacklisted) throw new TokenInvalidError();
    const lifetimes = this.tokens.lifetimes(state);
    if (idleEnd(row, lifetimes) <= state.now) throw new TokenInvalidError();
    if (!isAlive(state, { sub, issuedAt: issuedAt(claims) }, lifetimes, state.now))
      throw new TokenInvalidError();
  }
}
