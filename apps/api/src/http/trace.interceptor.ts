import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { type Trace, TraceService } from '@app/audit';
import { isSafe, requesterOf } from './access';

/** Tells the audit on whose behalf a request changes things. Requests that only read pay nothing for it. */
@Injectable()
export class TraceInterceptor implements NestInterceptor {
  constructor(private readonly traces: TraceService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isSafe(request)) return next.handle();
    const trace = traceOf(request);
    return new Observable((subscriber) => this.traces.run(trace, () => next.handle().subscribe(subscriber)));
  }
}

function traceOf(request: FastifyRequest): Trace {
  const requester = requesterOf(request);
  const base = { requestId: request.id, ip: request.ip };
  if (!requester) return { ...base, actor: { kind: 'anonymous' } };
  const { userId, apiKeyId } = requester;
  return {
    ...base,
    actor: apiKeyId === null ? { kind: 'user', id: userId } : { kind: 'api_key', id: apiKeyId },
  };
}
