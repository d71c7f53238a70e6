import type { ImportRun, SourceSettings, SourceStatus } from '@app/instruments';
import type { UpdateSourceDto } from './sources.dto';

/** An import of a source, in short. */
export class SourceRunBody {
  readonly id: string;
  readonly state: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly received: number;
  readonly rejected: number;
}

/** A website that listings come from. */
export class SourceBody {
  readonly slug: string;
  readonly name: string;
  /** `spanish` or `api`. */
  readonly price_habit: string;
  readonly currency: string;
  readonly time_zone: string;
  readonly interval_hours: number;
  /** Whether late imports are reported. */
  readonly enabled: boolean;
  readonly listings: number;
  readonly last_success_at: string | null;
  readonly overdue: boolean;
}

/** All sources by slug. */
export class SourcesBody {
  readonly data: SourceBody[];
}

/** A source with its last imports, the last one first. */
export class SourceDetailBody extends SourceBody {
  readonly last_runs: SourceRunBody[];
}

/** Shows a source. */
export function toSourceBody(source: SourceStatus): SourceBody {
  return {
    slug: source.slug,
    name: source.name,
    price_habit: source.priceHabit,
    currency: source.currency,
    time_zone: source.timeZone,
    interval_hours: source.intervalHours,
    enabled: source.enabled,
    listings: source.listings,
    last_success_at: source.lastSuccessAt?.toISOString() ?? null,
    overdue: source.overdue,
  };
}

/** Shows an import of a source. */
export function toSourceRunBody(run: ImportRun): SourceRunBody {
  const { id, state, received, rejected } = run;
  const times = {
    started_at: run.startedAt.toISOString(),
    finished_at: run.finishedAt?.toISOString() ?? null,
  };
  return { id, state, ...times, received, rejected };
}

/** What a body says about a source. */
export function toSettings(body: UpdateSourceDto): SourceSettings {
  const { name, currency, enabled } = body;
  return {
    ...{ name, currency, enabled },
    priceHabit: body.price_habit,
    timeZone: body.time_zone,
    intervalHours: body.interval_hours,
  };
}
