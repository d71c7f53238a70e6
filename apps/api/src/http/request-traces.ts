import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Trace, TraceService } from '@app/audit';
import { isSafe, requesterOf } from './access';

/**
 * Tells the audit on whose behalf a request changes things, who that is as soon as the guard knows it. Requests that only
 * read pay nothing for it.
 *
 * Call it before the server has routes.
 */
export function traceDeeds(server: FastifyInstance, traces: TraceService): void {
  // behind the body, which comes in pieces that know nothing of their request
  server.addHook('preHandler', (request, _reply, done) => {
    if (isSafe(request)) done();
    else traces.run(() => traceOf(request), done);
  });
}

/** On whose behalf a request is made, as far as that is known by now. */
export function traceOf(request: FastifyRequest): Trace {
  const requester = requesterOf(request);
  const base = { requestId: request.id, ip: request.ip };
  if (!requester) return { ...base, actor: { kind: 'anonymous' } };
  const { userId, apiKeyId } = requester;
  return {
    ...base,
    actor: apiKeyId === null ? { kind: 'user', id: userId } : { kind: 'api_key', id: apiKeyId },
  };
}
