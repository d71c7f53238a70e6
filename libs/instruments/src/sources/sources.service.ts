import { Injectable } from '@nestjs/common';
import { isTimeZone } from '@app/kernel';
import { fold } from '../import/fold';
import { SourcesRepository } from '../persistence/sources.repository';
import type { Source, SourceAge, SourceSettings, SourceStatus } from './source';
import { SourceSettingError, UnknownSourceError } from './sources.errors';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const CURRENCY = /^[A-Z]{3}$/;
const LONGEST_SLUG = 60;
const LONGEST_NAME = 100;
const HOURS_OF_A_YEAR = 8760;

/** The websites that listings come from. */
@Injectable()
export class SourcesService {
  constructor(private readonly sources: SourcesRepository) {}

  /** @throws UnknownSourceError naming the sources there are */
  async find(text: string): Promise<Source> {
    const all = await this.sources.findAll();
    const source = all.find(({ slug, name }) => slug === fold(text) || fold(name) === fold(text));
    if (!source)
      throw new UnknownSourceError(
        text,
        all.map(({ slug }) => slug),
      );
    return source;
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

  /** When each source was last imported, by slug; looks at no listing. */
  async ages(): Promise<SourceAge[]> {
    return this.sources.findAges();
  }

  /** Slugs of the sources whose import is late. */
  async overdue(): Promise<string[]> {
    return (await this.ages()).filter(({ overdue }) => overdue).map(({ slug }) => slug);
  }

  /**
   * Adds a source or changes the settings of one.
   *
   * @throws SourceSettingError for a slug or setting that cannot be
   */
  async set(slug: string, settings: SourceSettings): Promise<Source> {
    const { name, currency, timeZone, intervalHours } = settings;
    if (!SLUG.test(slug) || slug.length > LONGEST_SLUG) {
      throw new SourceSettingError(`"${slug}" is no slug: use lower case letters, digits and hyphens.`);
    }
    if (name !== undefined && (name.trim() === '' || name.length > LONGEST_NAME)) {
      throw new SourceSettingError(`A name has 1 to ${LONGEST_NAME} characters.`);
    }
    if (currency !== undefined && !CURRENCY.test(currency)) {
      throw new SourceSettingError(`"${currency}" is no currency: use an ISO 4217 code such as EUR.`);
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
    await this.sources.save(slug, settings);
    return this.find(slug);
  }
}
