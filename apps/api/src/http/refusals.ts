import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TooManyRequestsError } from './access.errors';
import { isBelowApi } from './path-of';
import { PROBLEM_TYPE, problemOf } from './problem';
import type { ProblemCode } from './problem-catalogue';
import type { RequestQuotasService } from './request-quotas.service';

/** What is wrong with a request before anybody looks at what it asks for. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Counts what is refused before the guard of a door sees it, such as a body that cannot be read: it costs its caller what
 * any other request does. `OPTIONS` asks for nothing.
 */
export class Refusals {
  /** Requests whose body has not come in as a whole. */
  private readonly reading = new WeakSet<FastifyRequest>();

  constructor(private readonly quotas: RequestQuotasService) {}

  /** Looks at the requests of a server; call it before it has routes. */
  watch(server: FastifyInstance): this {
    server.addHook('preParsing', (request, _reply, _payload, done) => {
      this.reading.add(request);
      done();
    });
    server.addHook('preValidation', (request, _reply, done) => {
      this.reading.delete(request);
      done();
    });
    return this;
  }

  /** Whether what goes wrong with a request at this moment is its body. */
  isReading(request: FastifyRequest): boolean {
    return this.reading.has(request);
  }

  /**
   * Counts a request for its caller, unless that has been done.
   *
   * @throws TooManyRequestsError
   */
  async take(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const isDoor = request.routeOptions.url !== undefined;
    if (request.method === 'OPTIONS' || !(isDoor || isBelowApi(request))) return;
    if (reply.hasHeader('RateLimit')) return;
    await this.quotas.count('requests', await this.quotas.whoCounts(request), request, reply);
  }

  /**
   * The same for one that is refused whatever it counts for.
   *
   * @returns what to answer instead when its caller has no more; never fails: a refusal stands without a database too
   */
  async count(request: FastifyRequest, reply: FastifyReply): Promise<TooManyRequestsError | null> {
    try {
      await this.take(request, reply);
    } catch (error) {
      if (error instanceof TooManyRequestsError) return error;
      request.log.error({ requestId: request.id, err: error }, 'refusal not counted');
    }
    return null;
  }

  /** Counts a request and answers it where nothing else would: with its refusal, or that its caller has no more. */
  async refuse({ code, headers = {} }: Refusal, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const limit = await this.count(request, reply);
    const language = request.headers['accept-language'];
    const problem = limit
      ? problemOf(limit.code, request.id, language, limit.params)
      : problemOf(code, request.id, language);
    void reply
      .status(problem.status)
      .headers(limit ? { 'Retry-After': `${limit.retryAfter}` } : headers)
      .header('Cache-Control', 'no-store')
      .header('Content-Type', PROBLEM_TYPE)
      .send(JSON.stringify(problem));
  }
}
