import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Others count as one: a client may invent as many as it likes. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** What leads to no route: no address of a client ever becomes a label. */
const NO_ROUTE = 'none';
/** As Nginx calls a request whose client hung up before the answer. */
const HUNG_UP = '499';
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Counts and times the requests of a server by method, pattern of the route and status, from the first header to the
 * last byte of the answer. Bytes that are no request have no part in it.
 */
export class RequestMeter {
  private readonly total: Counter;
  private readonly seconds: Histogram;
  private readonly inFlight: Gauge;
  private readonly routes = new WeakMap<IncomingMessage, string>();

  constructor(registry: Registry) {
    const registers = [registry];
    this.total = new Counter({
      name: 'http_requests_total',
      help: 'Requests answered, by method, pattern of the route and status (499: the client hung up).',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Seconds from the first header of a request to the last byte of its answer.',
      labelNames: ['method', 'route'],
      buckets: SECONDS,
      registers,
    });
    this.inFlight = new Gauge({
      name: 'http_requests_in_flight',
      help: 'Requests that wait for the end of their answer.',
      registers,
    });
  }

  /** Call it before the server has routes. */
  watch(instance: FastifyInstance): void {
    instance.addHook('onRequest', (request, _reply, done) => {
      this.routes.set(request.raw, request.routeOptions.url ?? NO_ROUTE);
      done();
    });
    // not by hooks alone: they are not called for an address that cannot be decoded, nor when a client hangs up
    instance.server.on('request', (request, response) => this.measure(request, response));
  }

  private measure(request: IncomingMessage, response: ServerResponse): void {
    const begun = process.hrtime.bigint();
    this.inFlight.inc();
    response.once('close', () => {
      this.inFlight.dec();
      const method = METHODS.has(request.method ?? '') ? (request.method ?? '') : 'other';
      const route = this.routes.get(request) ?? NO_ROUTE;
      const status = response.writableFinished ? String(response.statusCode) : HUNG_UP;
      this.total.inc({ method, route, status });
      this.seconds.observe({ method, route }, Number(process.hrtime.bigint() - begun) / 1e9);
    });
  }
}
