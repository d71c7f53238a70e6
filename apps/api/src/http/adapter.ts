import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawServerDefault,
} from 'fastify';
import type { Config } from '@app/config';
import { pathOf, routable } from './path-of';
import { traceIdOf } from './request-spans';
import { SECURITY_HEADERS } from './security-headers';
import { TrustedProxies } from './trusted-proxies';
import { answerUnreadable } from './unreadable';

const BODY_LIMIT = 1024 * 1024;
const URL_LIMIT = 8 * 1024;
const HEADERS_LIMIT = 16 * 1024;

/**
 * What may decide an answer, a refusal too. `accept-encoding` in small letters: what compresses looks for it so, and would
 * add it again.
 */
const VARY = 'Accept, accept-encoding, Accept-Language, Origin';

/** What an id from a proxy may look like: it goes into logs and answers. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/**
 * The HTTP server: limits on what a client may send and how long it may take (milliseconds), request ids, and answers
 * to what never becomes a request.
 */
export function createAdapter(config: Config, logger: FastifyBaseLogger): FastifyAdapter {
  const proxies = new TrustedProxies(config.http.trustedProxies);
  return new FastifyAdapter({
    loggerInstance: logger,
    // one line a request is written when it ends (logRequest)
    logController: new LogController({ disableRequestLogging: true }),
    // a logger for each request would encode its id for each of them, also where nothing is written
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    // what the router itself refuses passes by all hooks: it is given nothing to refuse
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: URL_LIMIT },
    rewriteUrl: ({ url = '' }) => routable(url),
    trustProxy: (address: string) => proxies.includes(address),
    genReqId: (request: IncomingMessage) => requestIdOf(request, proxies),
    bodyLimit: BODY_LIMIT,
    // the longest upload; other bodies have body-time.ts
    requestTimeout: 15 * 60_000,
    keepAliveTimeout: 65_000,
    // what still comes in over an open connection is answered, and the connection closed behind it
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // a request without a host is refused in configure-app.ts: Node's own refusal has no body
    http: { maxHeaderSize: HEADERS_LIMIT, headersTimeout: 15_000, requireHostHeader: false },
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, logger),
  });
}

/** Lets a body of no bytes that calls itself JSON be no body: `fetch` sends it where nothing has to be said. */
export function readJsonBodies(app: NestFastifyApplication): void {
  const parse = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser<RawServerDefault>(
    'application/json',
    { bodyLimit: BODY_LIMIT },
    (request, body, done) => {
      if (body.length === 0) done(null, undefined);
      else void parse(request, body.toString('utf8'), done);
    },
  );
}

/** Whether the address of a request is longer than any of ours can be. */
export function isUrlTooLong(url: string): boolean {
  return Buffer.byteLength(url) > URL_LIMIT;
}

/** Puts on an answer what every answer has. */
export function labelAnswer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.header('X-Request-Id', request.id).header('Vary', VARY).headers(SECURITY_HEADERS);
}

/** Writes the one line of a request; called when it has been answered. */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  // The query stays out: what people search for, and one day tokens in links, are nobody's business.
  const traceId = traceIdOf(request);
  const line = {
    requestId: request.id,
    method: request.method,
    path: pathOf({ url: request.originalUrl }),
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    address: request.ip,
    ...(traceId === undefined ? {} : { traceId }),
  };
  request.log.info(line, 'request');
}

function requestIdOf(request: IncomingMessage, proxies: TrustedProxies): string {
  const given = request.headers['x-request-id'];
  const believed = typeof given === 'string' && REQUEST_ID.test(given);
  return believed && proxies.includes(request.socket.remoteAddress) ? given : randomUUID();
}
