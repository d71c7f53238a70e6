import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditService, TraceService } from '@app/audit';
import { errorOf } from '@app/kernel';
import { requesterOf } from './access';
import type { PermissionMissingError } from './access.errors';
import { pathOf } from './path-of';
import { traceOf } from './request-traces';

/** The same refusal of the same caller is put down no more often than this, in milliseconds. */
const TOLD_EVERY = 60_000;
/** Refusals that are remembered; more, and all of them are forgotten. */
const MOST_REMEMBERED = 1_000;
const LONGEST_PATH = 200;

/** Puts down in the audit who asked for what they have no permission for. */
@Injectable()
export class MissingPermissionsService {
  private readonly logger = new Logger('audit');
  private readonly told = new Map<string, number>();

  constructor(
    private readonly audit: AuditService,
    private readonly traces: TraceService,
  ) {}

  /** Once a minute for each caller, permission and method. A book that cannot be written changes nothing of the answer. */
  async record({ permission }: PermissionMissingError, request: FastifyRequest): Promise<void> {
    const requester = requesterOf(request);
    if (
      !requester ||
      !this.isNews(`${requester.apiKeyId ?? requester.userId} ${permission} ${request.method}`)
    )
      return;
    try {
      // requests that only read have no trace of their own
      await this.traces.run(
        () => traceOf(request),
        () =>
          this.audit.record({
            action: 'permission.missing',
            object: { type: 'permission', id: permission },
            details: { method: request.method, path: pathOf(request).slice(0, LONGEST_PATH) },
          }),
      );
    } catch (error) {
      this.logger.error(errorOf(error));
    }
  }

  private isNews(refusal: string): boolean {
    const now = performance.now();
    const last = this.told.get(refusal);
    if (last !== undefined && now - last < TOLD_EVERY) return false;
    if (this.told.size >= MOST_REMEMBERED) this.told.clear();
    this.told.set(refusal, now);
    return true;
  }
}
