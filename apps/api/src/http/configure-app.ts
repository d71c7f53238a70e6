import cors from '@fastify/cors';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '@app/config';
import { isUrlTooLong } from './adapter';
import { AllowedMethods } from './allowed-methods';
import { PROBLEM_TYPE, problemOf } from './problem';
import { ProblemFilter } from './problem.filter';

/** Pages served from this machine by a developer's tools, on any port. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/;

/** What every door shares: the form of errors, request ids, limits, CORS, one log line a request. */
export async function configureApp(app: NestFastifyApplication, config: Config): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  const allowed = new AllowedMethods().watch(server);
  app.useGlobalFilters(new ProblemFilter(allowed));

  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id).header('X-Content-Type-Options', 'nosniff');
    if (isUrlTooLong(request.url)) {
      const problem = problemOf('http.uri_too_long', request.id, request.headers['accept-language']);
      void reply.status(problem.status).header('Content-Type', PROBLEM_TYPE).send(JSON.stringify(problem));
      return;
    }
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    // The query stays out: what people search for, and one day tokens in links, are nobody's business.
    const line = {
      method: request.method,
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      address: request.ip,
    };
    request.log.info(line, 'request');
    done();
  });

  await app.register(cors, {
    origin: (origin, decide) => {
      const exact = origin !== undefined && config.http.corsOrigins.includes(origin);
      const local = origin !== undefined && config.http.corsLocalhost && LOCAL_ORIGIN.test(origin);
      decide(null, exact || local);
    },
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    exposedHeaders: ['X-Request-Id', 'Retry-After'],
    maxAge: 600,
    strictPreflight: false,
  });
}
