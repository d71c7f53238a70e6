import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { AccessService, type Identity } from '@app/auth';
import { identify } from './access';

/** Access tokens in `Authorization: Bearer`: passport proves them, the database says what they are still worth. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(private readonly access: AccessService) {
    const { keyOf, algorithms, issuer, audience, clockTolerance } = access.verification;
    // the only way to a clock tolerance, which the types call deprecated along with what stands in it
    const tolerance = { jsonWebTokenOptions: { clockTolerance } };
    super({
      ...tolerance,
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (
        _request: unknown,
        token: string,
        done: (refusal: Error | null, secret?: Buffer) => void,
      ) => {
        const key = keyOf(token);
        // a ready key, of which the types know nothing: bytes would be tried as a public key first, which is slow
        if (key) Reflect.apply(done, undefined, [null, key]);
        else done(new Error('no key of ours'));
      },
      algorithms: [...algorithms],
      issuer,
      audience,
      passReqToCallback: true,
    });
  }

  /** Called with the payload of a proven token. */
  async validate(request: FastifyRequest, payload: unknown): Promise<Identity> {
    const identity = await this.access.identifyPayload(payload);
    identify(request, { ...identity, apiKeyId: null });
    return identity;
  }
}
