import accepts from '@fastify/accepts';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { TraceService } from '@app/audit';
import type { Config } from '@app/config';
import { isUrlTooLong, labelAnswer, logRequest, readJsonBodies } from './adapter';
import { AllowedMethods } from './allowed-methods';
import { isAllowedOrigin } from './allowed-origins';
import { bodyFaultOf } from './body-types';
import { limitBodyTime } from './body-time';
import { compressAnswers } from './compression';
import { answerHead } from './head-answers';
import { MissingPermissionsService } from './missing-permissions.service';
import { isBelowApi, pathOf } from './path-of';
import { ProblemFilter } from './problem.filter';
import { traceDeeds } from './request-traces';
import { type Refusal, Refusals } from './refusals';
import { RequestQuotasService } from './request-quotas.service';
import { ShutdownService } from './shutdown.service';
import { StrictValidation } from './strict-validation';
import { passUploads } from './uploads';

/** What every door shares: the form of errors, request ids, limits, CORS, one log line a request. */
export async function configureApp(app: NestFastifyApplication, config: Config): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  const allowed = new AllowedMethods().watch(server);
  const refusals = new Refusals(app.get(RequestQuotasService)).watch(server);
  app.useGlobalFilters(new ProblemFilter(allowed, refusals, app.get(MissingPermissionsService)));
  app.useGlobalPipes(new StrictValidation());
  app.get(ShutdownService).watch(server);
  readJsonBodies(app);
  // an expectation that nobody knows may be passed over (RFC 9110, 10.1.1); Node would refuse it without a body
  server.server.on('checkExpectation', (request, response) =>
    server.server.emit('request', request, response),
  );

  server.addHook('onRequest', (request, reply, done) => {
    labelAnswer(request, reply);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    logRequest(request, reply);
    done();
  });

  traceDeeds(server, app.get(TraceService));
  limitBodyTime(server);
  passUploads(server);

  await app.register(accepts);
  await compressAnswers(app);
  answerHead(server);
  await app.register(cookie);
  await app.register(cors, {
    origin: (origin, decide) => decide(null, isAllowedOrigin(config.http, origin)),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    // only the origins above: the header names the one that asks, and never *
    credentials: true,
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'X-CSRF',
    ],
    exposedHeaders: [
      'Content-Disposition',
      'Corrected-Query',
      'Deprecation',
      'ETag',
      'Export-Truncated',
      'Idempotency-Replayed',
      'Link',
      'Location',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'X-Request-Id',
    ],
    maxAge: 600,
    strictPreflight: false,
  });

  // after CORS, so that pages can read these refusals as well
  server.addHook('onRequest', (request, reply, done) => {
    const refusal = refusalOf(request, allowed);
    if (refusal === null) done();
    else void refusals.refuse(refusal, request, reply);
  });
  // no guard stands where no door is, and whoever tries addresses out is limited as everybody
  server.addHook('onRequest', async (request, reply) => {
    if (request.is404 && isBelowApi(request)) await refusals.take(request, reply);
  });
}

function refusalOf(request: FastifyRequest, allowed: AllowedMethods): Refusal | null {
  const { url, originalUrl } = request;
  if (isUrlTooLong(originalUrl)) return { code: 'http.uri_too_long' };
  // it cannot be decoded
  if (url !== originalUrl) return { code: 'http.bad_request' };
  // the router finds `/x/:id` where `/x/export` is meant
  const guessed = request.routeOptions.url?.includes(':') ?? false;
  if (guessed && allowed.isRefused(pathOf(request), request.method)) {
    return { code: 'http.method_not_allowed', headers: { Allow: allowed.of(pathOf(request)).join(', ') } };
  }
  const fault = bodyFaultOf(request);
  if (fault !== null) {
    const headers = fault === 'coding' ? { 'Accept-Encoding': 'identity' } : {};
    return { code: 'http.unsupported_media_type', headers };
  }
  const hostless = request.headers.host === undefined && request.raw.httpVersion === '1.1';
  return hostless ? { code: 'http.bad_request' } : null;
}
