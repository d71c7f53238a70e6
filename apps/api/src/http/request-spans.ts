import {
  context,
  type Context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TrustedProxies } from './trusted-proxies';

/** Asked every few seconds by whoever watches the server. */
const WATCHED = '/health/';

interface Traced {
  readonly span: Span;
  readonly within: Context;
}

const traced = new WeakMap<FastifyRequest, Traced>();

/** The trace that a request is part of, for the log; `undefined`: none is made. */
export function traceIdOf(request: FastifyRequest): string | undefined {
  return traced.get(request)?.span.spanContext().traceId;
}

/**
 * Makes a span of each request: by the pattern of its route, without its query, its headers and its body. What is done
 * for the request (statements, above all) becomes its children. A trace is continued for trusted proxies only: whoever
 * could name one from outside could have each of his requests kept.
 *
 * Call it before the server has routes.
 *
 * @param trustedProxies addresses and networks whose `traceparent` is believed
 */
export function traceRequests(server: FastifyInstance, trustedProxies: readonly string[]): void {
  const tracer = trace.getTracer('http');
  const proxies = new TrustedProxies(trustedProxies);

  server.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (route?.startsWith(WATCHED)) {
      done();
      return;
    }
    const believed = proxies.includes(request.socket.remoteAddress);
    const parent = believed ? propagation.extract(ROOT_CONTEXT, request.headers) : ROOT_CONTEXT;
    const attributes = {
      'http.request.method': request.method,
      'url.scheme': request.protocol,
      'request.id': request.id,
      ...(route === undefined ? {} : { 'http.route': route }),
    };
    const name = route === undefined ? request.method : `${request.method} ${route}`;
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    traced.set(request, { span, within: trace.setSpan(parent, span) });
    done();
  });
  // behind the body, which comes in pieces that know nothing of their request
  server.addHook('preValidation', (request, _reply, done) => {
    context.with(traced.get(request)?.within ?? ROOT_CONTEXT, done);
  });
  const end = (request: FastifyRequest, status: number | null): void => {
    const span = traced.get(request)?.span;
    if (status !== null) span?.setAttribute('http.response.status_code', status);
    if (status === null || status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  };
  server.addHook('onResponse', (request, reply, done) => {
    end(request, reply.statusCode);
    done();
  });
  server.addHook('onRequestAbort', (request, done) => {
    end(request, null);
    done();
  });
}
