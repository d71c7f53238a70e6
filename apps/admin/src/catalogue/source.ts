import type { RaRecord } from 'react-admin';

/** An import of a source, in short. */
export interface SourceRun {
  readonly id: string;
  readonly state: string;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly received: number;
  readonly rejected: number;
}

/** A website that listings come from; its runs only where one is shown. */
export interface Source extends RaRecord<string> {
  readonly slug: string;
  readonly name: string;
  readonly price_habit: string;
  readonly currency: string;
  readonly time_zone: string;
  readonly interval_hours: number;
  readonly enabled: boolean;
  readonly listings: number;
  readonly last_success_at: string | null;
  readonly overdue: boolean;
  readonly last_runs?: readonly SourceRun[];
}
