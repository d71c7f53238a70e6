import type { FastifyInstance } from 'fastify';
import { isBelowApi } from './path-of';
import type { RequestQuotasService } from './request-quotas.service';

/**
 * Counts what comes to an address of the API that has no door: no guard stands there, and whoever tries addresses out is
 * limited as everybody. `OPTIONS` asks for nothing.
 */
export function countUnknownAddresses(server: FastifyInstance, quotas: RequestQuotasService): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!request.is404 || request.method === 'OPTIONS' || !isBelowApi(request)) return;
    await quotas.count('requests', await quotas.whoCounts(request), request, reply);
  });
}
