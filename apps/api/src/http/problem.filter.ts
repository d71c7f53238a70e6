import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ThrottledError } from '@app/auth';
import { databaseFault } from '@app/database';
import { DomainError } from '@app/kernel';
import { PermissionMissingError, TooManyRequestsError } from './access.errors';
import type { AllowedMethods } from './allowed-methods';
import { fieldFaults } from './invalid-fields';
import { InvalidRequestError, UnusableFieldsError } from './invalid-request.errors';
import type { MissingPermissionsService } from './missing-permissions.service';
import { pathOf } from './path-of';
import { codeForStatus, preferredLanguage, type Problem, PROBLEM_TYPE, problemOf } from './problem';
import { isProblemCode, type ProblemCode } from './problem-catalogue';
import { refusalHeaders } from './rate-limit';
import type { Refusals } from './refusals';

/** Faults of fields that an answer tells. */
const MOST_FAULTS = 50;

/** How long a client should wait before it asks a server that is in trouble again, in seconds. */
const RETRY_AFTER = 5;

/** Turns whatever goes wrong into one form of answer (RFC 9457) and one line of log. Never shows a stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly allowed: AllowedMethods,
    private readonly refusals: Refusals,
    private readonly missing: MissingPermissionsService,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof PermissionMissingError) await this.missing.record(error, request);
    const limit = this.refusals.isReading(request) ? await this.refusals.count(request, reply) : null;
    this.answer(limit ?? error, request, reply);
  }

  private answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    // A client that went away in the middle of its body is no fault of the database, nor of ours.
    let code: ProblemCode = request.raw.readableAborted ? 'http.bad_request' : codeOf(error);
    if (code === 'http.not_found') {
      const methods = this.allowed.of(pathOf(request));
      if (methods.length > 0 && request.method === 'OPTIONS') {
        void reply.status(204).header('Allow', methods.join(', ')).send();
        return;
      }
      // with a method that the path takes, it was the door itself that did not find something
      if (methods.length > 0 && !methods.includes(request.method)) {
        void reply.header('Allow', methods.join(', '));
        code = 'http.method_not_allowed';
      }
    }
    // in the language of who asks, and about now: nobody is to keep it
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
    const problem = describe(error, code, request);
    if (problem.status >= 500)
      request.log.error({ requestId: request.id, err: error, code }, 'request failed');
    if (problem.status === 503) void reply.header('Retry-After', RETRY_AFTER);
    if (error instanceof ThrottledError) void reply.headers(refusalHeaders(error));
    if (error instanceof TooManyRequestsError) void reply.header('Retry-After', error.retryAfter);
    // RFC 6750: how to prove who one is
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    void reply.status(problem.status).header('Content-Type', PROBLEM_TYPE).send(JSON.stringify(problem));
  }
}

function describe(error: unknown, code: ProblemCode, request: FastifyRequest): Problem {
  const acceptLanguage = request.headers['accept-language'];
  const known = error instanceof DomainError && error.code === code;
  const problem = problemOf(code, request.id, acceptLanguage, known ? error.params : {});
  const language = preferredLanguage(acceptLanguage);
  const fields = problem.params?.['fields'];
  if (Array.isArray(fields)) {
    return {
      ...problem,
      errors: fields.map((name) => ({ pointer: `/${name}`, code, detail: problem.detail })),
    };
  }
  if (error instanceof UnusableFieldsError) return { ...problem, errors: error.faultsIn(language) };
  if (!(error instanceof InvalidRequestError)) return problem;
  return { ...problem, errors: fieldFaults(error.faults, error.where, language).slice(0, MOST_FAULTS) };
}

function codeOf(error: unknown): ProblemCode {
  const fault = databaseFault(error);
  if (fault) return fault.code;
  // a code that no door knows is a fault of ours, not the caller's business
  if (error instanceof DomainError) return isProblemCode(error.code) ? error.code : 'http.internal';
  if (error instanceof HttpException) return codeForStatus(error.getStatus());
  // Fastify's own errors (a body too large, a type nobody reads) carry their status.
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    return codeForStatus(error.statusCode);
  }
  return 'http.internal';
}
