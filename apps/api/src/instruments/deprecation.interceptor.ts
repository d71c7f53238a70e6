import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';

/** What every answer of a deprecated door says: since when (RFC 9745, 2026-12-01), and what to use instead (RFC 5829). */
const HEADERS = {
  Deprecation: '@1796083200',
  Link: '</api/v1/instruments>; rel="successor-version"',
};

/** Tells the clients of an old door that there is a new one. */
@Injectable()
export class DeprecationInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    void context.switchToHttp().getResponse<FastifyReply>().headers(HEADERS);
    return next.handle();
  }
}
