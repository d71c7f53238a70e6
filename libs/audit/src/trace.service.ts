import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { AuditActor } from './audit-event';

/** Where an action comes from. */
export interface Trace {
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly actor: AuditActor;
}

const TERMINAL: Trace = { requestId: null, ip: null, actor: { kind: 'system' } };

/** Knows on whose behalf the code runs, so that no service has to be told. Outside a request it is the operator. */
@Injectable()
export class TraceService {
  private readonly current = new AsyncLocalStorage<() => Trace>();

  /**
   * Runs the work, and all that it starts, on behalf of this one.
   *
   * @param trace asked whenever somebody wants to know
   */
  run<T>(trace: () => Trace, work: () => T): T {
    return this.current.run(trace, work);
  }

  get(): Trace {
    return this.current.getStore()?.() ?? TERMINAL;
  }
}
