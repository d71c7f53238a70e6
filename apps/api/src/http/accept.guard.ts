import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { declared } from './declared';
import { JSON_TYPE, preferredType, PRODUCES } from './media-types';
import { NotAcceptableError } from './not-acceptable.errors';

/**
 * Refuses whoever accepts nothing that the door can answer (RFC 9110, 12.5.1). Refusals themselves are problem documents
 * whatever `Accept` says.
 */
@Injectable()
export class AcceptGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws NotAcceptableError 406 */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.headers.accept === undefined) return true;
    const types = [...(declared(this.reflector, PRODUCES, context) ?? [JSON_TYPE])];
    if (preferredType(request, types) === null) throw new NotAcceptableError(types);
    return true;
  }
}
