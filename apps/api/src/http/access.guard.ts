import { types } from 'node:util';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiKeysService, isApiKey, TokenInvalidError } from '@app/auth';
import { ACCESS, type Access, assertMay, identify, isSafe, type Requester, requesterOf } from './access';
import {
  DoorClosedError,
  PasswordChangeRequiredError,
  SessionRequiredError,
  SignInRequiredError,
} from './access.errors';
import { declared } from './declared';
import { QUOTA } from './quota';
import { bearerOf, RequestQuotasService } from './request-quotas.service';

/** Stands at every door, closed unless the door itself says who may come in. */
@Injectable()
export class AccessGuard extends AuthGuard('access-token') {
  constructor(
    private readonly reflector: Reflector,
    private readonly apiKeys: ApiKeysService,
    private readonly quotas: RequestQuotasService,
  ) {
    super();
  }

  /**
   * @throws SignInRequiredError, TokenInvalidError (401); PermissionMissingError, SessionRequiredError,
   *   PasswordChangeRequiredError, DoorClosedError (403); TooManyRequestsError (429)
   */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = declared(this.reflector, ACCESS, context);
    const quota = declared(this.reflector, QUOTA, context) ?? 'requests';
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const isPublic = access?.kind === 'public';
    // what is personal, or the answer to a deed, is nothing to keep
    if (!isPublic || !isSafe(request)) void reply.header('Cache-Control', 'no-store');
    if (isPublic) {
      await this.quotas.count(quota, await this.quotas.whoCounts(request), request, reply);
      return true;
    }
    try {
      await this.identify(context, request);
    } catch (error) {
      // whoever tries tokens out is an address
      await this.quotas.count(quota, null, request, reply);
      throw error;
    }
    const requester = requesterOf(request);
    await this.quotas.count(quota, requester, request, reply);
    admit(requester, access);
    return true;
  }

  private async identify(context: ExecutionContext, request: FastifyRequest): Promise<void> {
    const { authorization } = request.headers;
    if (authorization === undefined) throw new SignInRequiredError();
    const credential = bearerOf(authorization);
    if (isApiKey(credential)) identify(request, await this.programOf(credential, request.ip));
    else await super.canActivate(context);
  }

  /** A program with an API key: no person, never a superuser, whoever owns the key. */
  private async programOf(key: string, ip: string): Promise<Requester> {
    const identity = await this.apiKeys.identify(key, ip);
    return { ...identity, sessionId: null, isSuperuser: false, isStaff: false, mustChangePassword: false };
  }

  /** What passport has found. It fails for what proves nothing; an error is one of ours, such as the database being away. */
  override handleRequest<T>(error: unknown, identity: T): T {
    if (error) throw types.isNativeError(error) ? error : new Error('passport failed', { cause: error });
    if (!identity) throw new TokenInvalidError();
    return identity;
  }
}

function admit(requester: Requester | null, access: Access | undefined): void {
  if (!requester) throw new SignInRequiredError();
  if (!access || access.kind === 'public') throw new DoorClosedError();
  const inPerson = access.kind === 'signed-in' || access.inPerson;
  if (inPerson && requester.sessionId === null) throw new SessionRequiredError();
  if (access.kind === 'signed-in') return;
  if (requester.mustChangePassword) throw new PasswordChangeRequiredError();
  assertMay(requester, access.code);
}
