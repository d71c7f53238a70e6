import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { OversightService, PurgeService, type PurgeState } from '@app/auth';
import { type SourceAge, SourcesService } from '@app/instruments';
import { type OutboxCounts, OutboxService } from '@app/mail';

/** The database is asked no more often than this, in milliseconds, however many look. */
const FRESH = 15_000;
/** Longer than this, in milliseconds, nobody waits for the database: what is known without it is told at once. */
const PATIENCE = 2_000;

/** What is known at one moment. */
interface Figures {
  readonly imports: readonly SourceAge[];
  readonly purge: PurgeState;
  readonly open: { readonly sessions: number; readonly tokens: number };
  readonly mails: OutboxCounts;
}

/** What the database knows about the whole installation; every query of it is cheap on a million rows. */
@Injectable()
export class FiguresService {
  private asked = -Infinity;
  private answer: Promise<Figures | null> = Promise.resolve(null);

  constructor(
    private readonly sources: SourcesService,
    private readonly oversight: OversightService,
    private readonly purges: PurgeService,
    private readonly outbox: OutboxService,
  ) {}

  /** Up to 15 s old; `null` while the database does not answer. */
  async read(): Promise<Figures | null> {
    if (performance.now() - this.asked > FRESH) {
      this.asked = performance.now();
      this.answer = this.ask().catch(() => {
        this.asked = -Infinity;
        return null;
      });
    }
    const patience = new AbortController();
    const late = sleep(PATIENCE, null, { signal: patience.signal }).catch(() => null);
    try {
      return await Promise.race([this.answer, late]);
    } finally {
      patience.abort();
    }
  }

  private async ask(): Promise<Figures> {
    // one after another: they never take more than one connection
    return {
      imports: await this.sources.ages(),
      purge: await this.purges.state(),
      open: await this.oversight.open(),
      mails: await this.outbox.counts(),
    };
  }
}
