import { Injectable } from '@nestjs/common';
import type { AuditEvent } from './audit-event';
import { AuditRepository } from './persistence/audit.repository';
import { TraceService } from './trace.service';

/** The book of what was done. Nothing in it can be changed or removed: the database itself refuses. */
@Injectable()
export class AuditService {
  constructor(
    private readonly traces: TraceService,
    private readonly entries: AuditRepository,
  ) {}

  /**
   * Puts down what has just been done. Called inside the transaction that does it, so the two stand or fall together.
   * Request, address and actor come from the {@link TraceService} where the event does not name them.
   */
  async record(event: AuditEvent): Promise<void> {
    await this.recordAll([event]);
  }

  /** The same for many at once, in one statement. */
  async recordAll(events: readonly AuditEvent[]): Promise<void> {
    if (events.length > 0) await this.entries.insert(events, this.traces.get());
  }
}
