import { types } from 'node:util';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiKeysService, isApiKey, TokenInvalidError } from '@app/auth';
import { ACCESS, type Access, identify, isSafe, type Requester, requesterOf } from './access';
import {
  DoorClosedError,
  PasswordChangeRequiredError,
  PermissionMissingError,
  SessionRequiredError,
  SignInRequiredError,
} from './access.errors';

/** Stands at every door, closed unless the door itself says who may come in. */
@Injectable()
export class AccessGuard extends AuthGuard('access-token') {
  constructor(
    private readonly reflector: Reflector,
    private readonly apiKeys: ApiKeysService,
  ) {
    super();
  }

  /**
   * @throws SignInRequiredError, TokenInvalidError (401); PermissionMissingError, SessionRequiredError,
   *   PasswordChangeRequiredError, DoorClosedError (403)
   */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.declared(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const isPublic = access?.kind === 'public';
    // what is personal, or the answer to a deed, is nothing to keep
    if (!isPublic || !isSafe(request)) {
      void context.switchToHttp().getResponse<FastifyReply>().header('Cache-Control', 'no-store');
    }
    if (isPublic) return true;
    const { authorization } = request.headers;
    if (authorization === undefined) throw new SignInRequiredError();
    const credential = /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
    if (isApiKey(credential)) identify(request, await this.programOf(credential, request.ip));
    else await super.canActivate(context);
    admit(requesterOf(request), access);
    return true;
  }

  private declared(context: ExecutionContext): Access | undefined {
    return this.reflector.getAllAndOverride(ACCESS, [context.getHandler(), context.getClass()]);
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
  if (!requester.permissions.has(access.code)) throw new PermissionMissingError(access.code);
}
