import type { FastifyInstance, onSendHookHandler } from 'fastify';

/** A length that is told is that of the body of GET (RFC 9110, 8.6): 304 has none to tell. */
const tellNoLength: onSendHookHandler = (_request, reply, payload, done) => {
  if (reply.statusCode === 304) void reply.removeHeader('content-length');
  done(null, payload);
};

/**
 * Lets HEAD say of the body what GET does. The server drops the body before it would be compressed: here it is dropped
 * behind that. Call it after whatever else watches routes.
 */
export function answerHead(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') return;
    const [drop, ...others] = [route.onSend ?? []].flat();
    route.onSend = [...others, ...(drop ? [drop] : []), tellNoLength];
  });
}
