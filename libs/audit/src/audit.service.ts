import { Injectable } from '@nestjs/common';
import type { ListCount, ListPage, ListPart, ListRequest } from '@app/database';
import { type AuditAction, type AuditEvent, type AuditValue, differences } from './audit-event';
import type { AuditDay, AuditFilter, AuditOrder, AuditRecord } from './audit-record';
import { AuditRepository } from './persistence/audit.repository';
import { AuditRecordsRepository } from './persistence/audit-records.repository';
import { TraceService } from './trace.service';

/** Entries of a walk that are in memory at once. */
const BATCH = 1_000;

/** The book of what was done. Nothing in it can be changed or removed: the database itself refuses. */
@Injectable()
export class AuditService {
  constructor(
    private readonly traces: TraceService,
    private readonly entries: AuditRepository,
    private readonly records: AuditRecordsRepository,
  ) {}

  /**
   * Puts down what has just been done. Called inside the transaction that does it, so the two stand or fall together.
   * Request, address and actor come from the {@link TraceService} where the event does not name them.
   */
  async record(event: AuditEvent): Promise<void> {
    await this.recordAll([event]);
  }

  /** The same for something that was edited: with what differs between two states of it, or not at all. */
  async recordChange(
    event: Omit<AuditEvent, 'changes'>,
    before: Readonly<Record<string, AuditValue>>,
    after: Readonly<Record<string, AuditValue>>,
  ): Promise<void> {
    const changes = differences(before, after);
    if (Object.keys(changes).length > 0) await this.record({ ...event, changes });
  }

  /** The same for many at once, in one statement. */
  async recordAll(events: readonly AuditEvent[]): Promise<void> {
    if (events.length > 0) await this.entries.insert(events, this.traces.get());
  }

  /** The id of an entry that is put down later, for rows that have to name it before: {@link AuditEvent.id}. */
  reserve(): Promise<string> {
    return this.entries.reserve();
  }

  /**
   * A part of what was put down.
   *
   * @throws InvalidCursorError
   */
  async list(filter: AuditFilter, request: ListRequest<AuditOrder>): Promise<ListPage<AuditRecord>> {
    return this.records.list(filter, request);
  }

  /** How many entries a filter means, counted up to 100,000. */
  async total(filter: AuditFilter): Promise<ListCount> {
    return this.records.total(filter);
  }

  /**
   * All that a filter means, some at a time and as fast as they are taken. Nothing is held between two parts: entries
   * are only ever added, so that a walk that takes long shows each of them once.
   *
   * @param most entries at most
   */
  async *walk(
    filter: AuditFilter,
    descending: boolean,
    most: number,
  ): AsyncGenerator<readonly AuditRecord[]> {
    let cursor: string | null = null;
    for (let left = most; left > 0; left -= BATCH) {
      const size = Math.min(BATCH, left);
      const request: ListRequest<AuditOrder> = { sort: 'at', descending, size, number: null, cursor };
      const { items, nextCursor }: ListPart<AuditRecord> = await this.records.part(filter, request);
      yield items;
      if (nextCursor === null) return;
      cursor = nextCursor;
    }
  }

  /** How often each of these was done from a moment on; what never was is absent. */
  async count(actions: readonly AuditAction[], from: Date): Promise<ReadonlyMap<string, number>> {
    return this.records.count(actions, from);
  }

  /** The same by days of a time zone; days without any are left out. */
  async countByDay(actions: readonly AuditAction[], from: Date, timeZone: string): Promise<AuditDay[]> {
    return this.records.countByDay(actions, from, timeZone);
  }
}
