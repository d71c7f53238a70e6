import type { IssuedTokens } from '@app/auth';

/** What a sign-in or a refresh answers; names as simplejwt has them. */
export class TokensBody {
  readonly access: string;
  /** Absent where it went into a cookie. */
  readonly refresh?: string;
  /** Seconds that the access token lives. */
  readonly expires_in: number;
  readonly token_type: 'Bearer';
  readonly session_id: string;
  /** Nothing but choosing another password is open. */
  readonly must_change_password: boolean;
}

/** What kind of token one is that counts. */
export class VerifiedBody {
  readonly token_type: 'access' | 'refresh';
}

/** The body for tokens: a refresh token that travels in a cookie never stands in it. */
export function toTokensBody(tokens: IssuedTokens, mustChangePassword: boolean): TokensBody {
  return {
    access: tokens.access,
    ...(tokens.transport === 'bearer' ? { refresh: tokens.refresh } : {}),
    expires_in: tokens.expiresIn,
    token_type: 'Bearer',
    session_id: tokens.sessionId,
    must_change_password: mustChangePassword,
  };
}
