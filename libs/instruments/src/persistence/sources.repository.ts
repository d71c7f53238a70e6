import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { priceHabits } from '../import/price';
import type { Source, SourceAge, SourceSettings } from '../sources/source';

const sourceRow = z
  .object({
    id: z.number(),
    slug: z.string(),
    name: z.string(),
    price_habit: z.enum(priceHabits),
    currency: z.string(),
    time_zone: z.string(),
    interval_hours: z.number(),
    enabled: z.boolean(),
  })
  .transform(({ price_habit: priceHabit, time_zone: timeZone, interval_hours: intervalHours, ...rest }) => ({
    ...rest,
    priceHabit,
    timeZone,
    intervalHours,
  }));

const ageRow = z.object({
  slug: z.string(),
  last_success_at: z.coerce.date().nullable(),
  overdue: z.boolean(),
});
const listingsRow = z.object({ source_id: z.number(), listings: z.number() });

const COLUMNS = 'id, slug, name, price_habit, currency, time_zone, interval_hours, enabled';

/** Sources and when they were last imported. */
@Injectable()
export class SourcesRepository {
  constructor(private readonly transactions: Transactions) {}

  /** All sources by slug. */
  async findAll(): Promise<Source[]> {
    return this.transactions.query(sourceRow, `SELECT ${COLUMNS} FROM source ORDER BY slug`);
  }

  /** All sources with the age of their listings; costs no look at the listings themselves. */
  async findAges(): Promise<SourceAge[]> {
    const rows = await this.transactions.query(
      ageRow,
      `SELECT source.slug, last.finished_at AS last_success_at,
              source.enabled
                AND coalesce(last.finished_at, watched_since) < now() - make_interval(hours => interval_hours) AS overdue
         FROM source
         LEFT JOIN LATERAL (SELECT finished_at FROM import_run run
                             WHERE run.source_id = source.id AND run.state = 'succeeded'
                             ORDER BY started_at DESC LIMIT 1) AS last ON true
        ORDER BY source.slug`,
    );
    return rows.map(({ slug, last_success_at: lastSuccessAt, overdue }) => ({
      slug,
      lastSuccessAt,
      overdue,
    }));
  }

  /** Listings shown now, by id of the source, from the counters. */
  async countListings(): Promise<Map<number, number>> {
    const rows = await this.transactions.query(
      listingsRow,
      `SELECT substr(term, 3)::int AS source_id, listings FROM search_term WHERE term >= '#s' AND term < '#s:'`,
    );
    return new Map(rows.map(({ source_id: id, listings }) => [id, listings]));
  }

  /** Adds a source, or changes what is given of the one with this slug. */
  async save(slug: string, settings: SourceSettings): Promise<void> {
    await this.transactions.execute(
      `INSERT INTO source AS known (slug, name, price_habit, currency, interval_hours, enabled, time_zone)
       VALUES ($1, coalesce($2, $1), coalesce($3, 'spanish'), coalesce($4, 'EUR'), coalesce($5, 24), coalesce($6, true),
               coalesce($7, 'Europe/Madrid'))
       ON CONFLICT (slug) DO UPDATE
         SET name = coalesce($2, known.name), price_habit = coalesce($3, known.price_habit),
             currency = coalesce($4, known.currency), interval_hours = coalesce($5, known.interval_hours),
             enabled = coalesce($6, known.enabled), time_zone = coalesce($7, known.time_zone)`,
      [
        slug,
        settings.name ?? null,
        settings.priceHabit ?? null,
        settings.currency ?? null,
        settings.intervalHours ?? null,
        settings.enabled ?? null,
        settings.timeZone ?? null,
      ],
    );
  }
}
