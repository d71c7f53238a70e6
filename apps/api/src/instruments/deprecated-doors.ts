import type { FastifyInstance, FastifyRequest } from 'fastify';
import { barePath, pathOf } from '../http/path-of';

const OLD_DOORS: ReadonlySet<string> = new Set(['/listInstrument', '/searchInstrument', '/addInstrument']);

/** What every answer of a deprecated door says: since when (RFC 9745, 2026-12-01), and what to use instead (RFC 5829). */
const HEADERS = {
  Deprecation: '@1796083200',
  Link: '</api/v1/instruments>; rel="successor-version"',
};

/**
 * Tells the clients of the old doors that there are new ones, with every answer: a refusal that comes before the door
 * itself (405, 406, 429, 401) is read by the same clients. Call it before anything that answers.
 */
export function announceDeprecation(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (isOldDoor(request)) void reply.headers(HEADERS);
    done();
  });
}

/** By its route, however the path is spelt; with a method that the door does not take there is no route. */
function isOldDoor(request: FastifyRequest): boolean {
  return OLD_DOORS.has(request.routeOptions.url ?? '') || OLD_DOORS.has(barePath(pathOf(request)));
}
