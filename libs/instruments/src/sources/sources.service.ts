import { Injectable } from '@nestjs/common';
import { AuditService, type AuditValue } from '@app/audit';
import { Transactions } from '@app/database';
import { isTimeZone } from '@app/kernel';
import { CURRENCY_CODES } from '../import/currency';
import { fold } from '../import/fold';
import { SourcesRepository } from '../persistence/sources.repository';
import type { Source, SourceAge, SourceSettings, SourceStatus } from './source';
import { SourceSettingError, SourceTakenError, UnknownSourceError } from './sources.errors';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_SLUG = 60;
const LONGEST_NAME = 100;
const HOURS_OF_A_YEAR = 8760;

/** The websites that listings come from. */
@Injectable()
export class SourcesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sources: SourcesRepository,
    private readonly audit: AuditService,
  ) {}

  /** @throws UnknownSourceError naming the sources there are */
  async find(text: string): Promise<Source> {
    return named(await this.sources.findAll(), text);
  }

  /** All sources, with the age and the number of their listings. */
  async list(): Promise<SourceStatus[]> {
    const all = await this.sources.findAll();
    const ages = new Map((await this.sources.findAges()).map((age) => [age.slug, age]));
    const listings = await this.sources.countListings();
    return all.map((source) => ({
      ...source,
      lastSuccessAt: ages.get(source.slug)?.lastSuccessAt ?? null,
      overdue: ages.get(source.slug)?.overdue ?? false,
      listings: listings.get(source.id) ?? 0,
    }));
  }

  /** One of {@link list}. @throws UnknownSourceError naming the sources there are */
  async status(text: string): Promise<SourceStatus> {
    return named(await this.list(), text);
  }

  /** When each source was last imported, by slug; looks at no listing. */
  async ages(): Promise<SourceAge[]> {
    return this.sources.findAges();
  }

  /** Slugs of the sources whose import is late. */
  async overdue(): Promise<string[]> {
    return (await this.ages()).filter(({ overdue }) => overdue).map(({ slug }) => slug);
  }

  /** Adds a source. @throws SourceTakenError, SourceSettingError */
  async add(slug: string, settings: SourceSettings): Promise<Source> {
    const all = await this.sources.findAll();
    if (all.some((one) => one.slug === slug)) throw new SourceTakenError(slug);
    return this.set(slug, settings);
  }

  /**
   * Adds a source or changes the settings of one.
   *
   * @throws SourceSettingError for a slug or setting that cannot be
   */
  async set(slug: string, settings: SourceSettings): Promise<Source> {
    const { name, timeZone, intervalHours } = settings;
    const currency = settings.currency?.toUpperCase();
    if (!SLUG.test(slug) || slug.length > LONGEST_SLUG) {
      throw new SourceSettingError(`"${slug}" is no slug: use lower case letters, digits and hyphens.`);
    }
    if (name !== undefined && (name.trim() === '' || name.length > LONGEST_NAME)) {
      throw new SourceSettingError(`A name has 1 to ${LONGEST_NAME} characters.`);
    }
    if (currency !== undefined && !CURRENCY_CODES.includes(currency)) {
      throw new SourceSettingError(
        `"${currency}" is no currency that imports know: use an ISO 4217 code of ${CURRENCY_CODES.join(', ')}.`,
      );
    }
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      throw new SourceSettingError(
        `"${timeZone}" is no time zone: use an IANA name such as Europe/Madrid or UTC.`,
      );
    }
    if (
      intervalHours !== undefined &&
      !(Number.isInteger(intervalHours) && intervalHours >= 1 && intervalHours <= HOURS_OF_A_YEAR)
    ) {
      throw new SourceSettingError(`The interval is a whole number of hours from 1 to ${HOURS_OF_A_YEAR}.`);
    }
    return this.transactions.run(async () => {
      const before = (await this.sources.findAll()).find((one) => one.slug === slug);
      await this.sources.save(slug, { ...settings, currency });
      const after = await this.find(slug);
      const event = {
        action: before ? 'source.changed' : 'source.created',
        object: { type: 'source', id: slug },
      } as const;
      await this.audit.recordChange(event, before ? auditedOf(before) : {}, auditedOf(after));
      return after;
    });
  }
}

function auditedOf({
  name,
  priceHabit,
  currency,
  timeZone,
  intervalHours,
  enabled,
}: Source): Record<string, AuditValue> {
  return {
    name,
    price_habit: priceHabit,
    currency,
    time_zone: timeZone,
    interval_hours: intervalHours,
    enabled,
  };
}

function named<T extends Source>(all: readonly T[], text: string): T {
  const folded = fold(text);
  const source = all.find(({ slug, name }) => slug === folded || fold(name) === folded);
  if (source) return source;
  const known = all.map(({ slug }) => slug);
  throw new UnknownSourceError(text, known);
}
