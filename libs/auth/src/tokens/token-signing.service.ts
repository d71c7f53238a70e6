import { type KeyObject, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { CONFIG, type Config } from '@app/config';
import { Clock } from '@app/kernel';
import { TokenInvalidError } from '../auth.errors';
import { KeyRing } from './key-ring';
import {
  ALGORITHM,
  claimsOf,
  LEEWAY,
  readClaims,
  readHeader,
  TOKEN_TYPES,
  type TokenClaims,
  type TokenKind,
  type TokenSubject,
} from './token-claims';

/** What a verifier of access tokens has to know, whoever it is. */
export interface AccessTokenVerification {
  readonly algorithms: readonly (typeof ALGORITHM)[];
  readonly issuer: string;
  readonly audience: string;
  /** Seconds. */
  readonly clockTolerance: number;
  /** The key of a token whose header says that it could be an access token of ours; `null` for any other. */
  readonly keyOf: (token: string) => KeyObject | null;
}

/** A refresh token's row: all that is needed to make the token, the same one each time. */
export interface RefreshSubject extends TokenSubject {
  readonly kid: string;
}

/** Makes tokens out of subjects and claims out of tokens, by the keys of the ring. Asks no database. */
@Injectable()
export class TokenSigningService {
  private readonly signers: ReadonlyMap<string, JwtService>;

  constructor(
    private readonly ring: KeyRing,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.signers = new Map(ring.keys.map(({ kid, key }) => [kid, new JwtService({ secret: key })]));
  }

  /** The key that signs what is new. */
  get activeKid(): string {
    return this.ring.active.kid;
  }

  /** For a verifier that is not this service, such as passport. */
  get accessVerification(): AccessTokenVerification {
    const keys = new Map(this.ring.keys.map(({ kid, key }) => [kid, key]));
    return {
      algorithms: [ALGORITHM],
      issuer: this.config.auth.issuer,
      audience: this.config.auth.audience,
      clockTolerance: LEEWAY,
      keyOf: (token) => {
        const header = readHeader(token);
        return header?.typ === TOKEN_TYPES.access ? (keys.get(header.kid) ?? null) : null;
      },
    };
  }

  /** A new access token, by the active key. */
  signAccess(subject: Omit<TokenSubject, 'jti'>): string {
    return this.sign({ ...subject, jti: randomUUID() }, 'access', this.activeKid);
  }

  /**
   * The refresh token of a row, by the row's key: the same bytes each time.
   *
   * @throws TokenInvalidError when that key is no longer in the ring: the token would be refused
   */
  signRefresh(subject: RefreshSubject): string {
    return this.sign(subject, 'refresh', subject.kid);
  }

  /**
   * The claims of a token of ours: right form and size, type, algorithm, known key, signature, issuer, audience, and
   * not expired.
   *
   * @param options `evenIfExpired` for signing out
   * @throws TokenInvalidError for anything else, whatever it is
   */
  verify(token: string, kind: TokenKind, { evenIfExpired = false } = {}): TokenClaims {
    const header = readHeader(token);
    const signer = header?.typ === TOKEN_TYPES[kind] ? this.signers.get(header.kid) : undefined;
    if (!signer) throw new TokenInvalidError();
    const claims = readClaims(this.payloadOf(signer, token, evenIfExpired));
    if (!claims) throw new TokenInvalidError();
    return claims;
  }

  private payloadOf(signer: JwtService, token: string, ignoreExpiration: boolean): unknown {
    try {
      return signer.verify<object>(token, {
        algorithms: [ALGORITHM],
        issuer: this.config.auth.issuer,
        audience: this.config.auth.audience,
        clockTimestamp: Math.floor(this.clock.now().getTime() / 1000),
        clockTolerance: LEEWAY,
        ignoreExpiration,
      });
    } catch {
      return null;
    }
  }

  private sign(subject: TokenSubject, kind: TokenKind, kid: string): string {
    const signer = this.signers.get(kid);
    if (!signer) throw new TokenInvalidError();
    const { issuer, audience } = this.config.auth;
    return signer.sign(claimsOf(subject, issuer, audience), {
      algorithm: ALGORITHM,
      header: { alg: ALGORITHM, typ: TOKEN_TYPES[kind], kid },
    });
  }
}
