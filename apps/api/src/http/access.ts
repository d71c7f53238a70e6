import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { PermissionCode, Person, PersonalPermissionCode } from '@app/users';
import { PermissionMissingError } from './access.errors';

/** Who may come in through a door. */
export type Access =
  | { readonly kind: 'public' }
  /** Whoever is signed in, in person: for what concerns only himself. */
  | { readonly kind: 'signed-in' }
  | {
      readonly kind: 'permission';
      readonly code: PermissionCode;
      /** Not to API keys. */
      readonly inPerson?: true;
    };

/** What the guard reads; a door without it is closed to everybody. */
export const ACCESS = Reflector.createDecorator<Access>();

/** Opens a door, or all doors of a controller, to everybody. */
export const Public = () => ACCESS({ kind: 'public' });

/** Opens a door to whoever is signed in; not to API keys. */
export const SignedIn = () => ACCESS({ kind: 'signed-in' });

/** Opens a door to whoever holds a permission, by an access token or an API key. */
export const RequirePermission = (code: Exclude<PermissionCode, PersonalPermissionCode>) =>
  ACCESS({ kind: 'permission', code });

/** The same, but not to API keys: for what would let a program outlive the key that it was given. */
export const RequirePermissionInPerson = (code: PersonalPermissionCode) =>
  ACCESS({ kind: 'permission', code, inPerson: true });

/** Who makes a request, as the guard found out: the rights are those of this moment. */
export interface Requester extends Person {
  /** `null`: a program with an API key. */
  readonly sessionId: string | null;
  /** `null`: a person with an access token. */
  readonly apiKeyId: string | null;
  readonly isStaff: boolean;
  readonly mustChangePassword: boolean;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request only reads (RFC 9110, 9.2.1). */
export function isSafe({ method }: FastifyRequest): boolean {
  return SAFE.has(method);
}

const requesters = new WeakMap<FastifyRequest, Requester>();

/** Remembers who makes a request; only the guard knows. */
export function identify(request: FastifyRequest, requester: Requester): void {
  requesters.set(request, requester);
}

/** Who makes a request; `null` on a public door. */
export function requesterOf(request: FastifyRequest): Requester | null {
  return requesters.get(request) ?? null;
}

/** For what a door lets only some do whom it lets in. @throws PermissionMissingError */
export function assertMay({ permissions }: Pick<Person, 'permissions'>, code: PermissionCode): void {
  if (!permissions.has(code)) throw new PermissionMissingError(code);
}

/** Hands the requester to a method of a door that is not public. */
export const CurrentRequester = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Requester => {
    const requester = requesterOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (!requester) throw new Error('a public door asks who is there');
    return requester;
  },
);
