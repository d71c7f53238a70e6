import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';

/** What a door answers unless it says otherwise. */
export const JSON_TYPE = 'application/json';

/** What the guard reads: the media types that a door can answer, the one that it prefers first. */
export const PRODUCES = Reflector.createDecorator<readonly string[]>();

/** Says which media types a door can answer; whoever accepts none of them gets 406. */
export const Produces = (...types: readonly string[]) => PRODUCES(types);

const CHARSET = '; charset=utf-8';

/**
 * Which of these media types a request prefers (RFC 9110, 12.5.1), named by `Accept` with their charset or without; the
 * first one where it does not matter, `null` where it accepts none.
 */
export function preferredType<T extends string>(request: FastifyRequest, types: readonly T[]): T | null {
  const preferred = request.accepts().type([...types, ...types.map((type) => type + CHARSET)]);
  return types.find((type) => type === preferred || type + CHARSET === preferred) ?? null;
}
