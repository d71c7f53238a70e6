import type { FastifyRequest } from 'fastify';
import type { Caller } from '@app/auth';

/** Where a request comes from: behind a trusted proxy the address that the proxy saw. */
export function callerOf(request: FastifyRequest): Caller {
  return { ip: request.ip, userAgent: request.headers['user-agent'] ?? null };
}
