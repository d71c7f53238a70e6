import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseFault } from '@app/database';
import { DomainError } from '@app/kernel';
import type { AllowedMethods } from './allowed-methods';
import { codeForStatus, knownCode, PROBLEM_TYPE, problemOf } from './problem';
import type { ProblemCode } from './problem-catalogue';

/** How long a client should wait before it asks a server that is in trouble again, in seconds. */
const RETRY_AFTER = 5;

/** Turns whatever goes wrong into one form of answer (RFC 9457) and one line of log. Never shows a stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly allowed: AllowedMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // A client that went away in the middle of its body is no fault of the database, nor of ours.
    let code: ProblemCode = request.raw.readableAborted ? 'http.bad_request' : codeOf(error);
    if (code === 'http.not_found') {
      const methods = this.allowed.of(request.url.split('?', 1)[0] ?? '');
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
    const problem = problemOf(code, request.id, request.headers['accept-language']);
    if (problem.status >= 500) request.log.error({ err: error, code }, 'request failed');
    if (problem.status === 503) void reply.header('Retry-After', RETRY_AFTER);
    void reply.status(problem.status).header('Content-Type', PROBLEM_TYPE).send(JSON.stringify(problem));
  }
}

function codeOf(error: unknown): ProblemCode {
  const fault = databaseFault(error);
  if (fault) return fault.code;
  if (error instanceof DomainError) return knownCode(error.code);
  if (error instanceof HttpException) return codeForStatus(error.getStatus());
  // Fastify's own errors (a body too large, a type nobody reads) carry their status.
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    return codeForStatus(error.statusCode);
  }
  return 'http.internal';
}
