import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { Link } from '../import/link-key';
import { linkDigest } from '../import/link-key';
import type { Instrument, InstrumentStatus, Money } from '../record/instrument';
import { type PinnableField, pinnableFields } from '../record/pins';
import { moneyOf } from './money';
import { isThousandfold } from './price-change';

const idRow = z.object({ id: z.string() });
const status = z.enum(['active', 'stale', 'expired', 'removed']);
const stateRow = z
  .object({ version: z.number(), status, expires_on: z.string().nullable() })
  .transform(({ expires_on: expiresOn, ...row }) => ({ ...row, expiresOn }));
const instrumentRow = z
  .object({
    id: z.string(),
    version: z.number(),
    name: z.string(),
    link: z.string(),
    source_slug: z.string(),
    source_name: z.string(),
    price: z.string().nullable(),
    currency: z.string().nullable(),
    previous_price: z.string().nullable(),
    previous_currency: z.string().nullable(),
    price_changed_at: z.coerce.date().nullable(),
    image: z.string().nullable(),
    location: z.string().nullable(),
    category_slug: z.string(),
    category_name: z.string(),
    category_label: z.string().nullable(),
    brand: z.string().nullable(),
    status,
    published_on: z.string().nullable(),
    expires_on: z.string().nullable(),
    first_seen_at: z.coerce.date(),
    last_seen_at: z.coerce.date(),
    removed_at: z.coerce.date().nullable(),
    pinned: z.array(z.enum(pinnableFields)),
  })
  .transform((row): Instrument => ({
    id: row.id,
    version: row.version,
    name: row.name,
    link: row.link,
    source: { slug: row.source_slug, name: row.source_name },
    price: moneyOf(row.price, row.currency),
    previousPrice: moneyOf(row.previous_price, row.previous_currency),
    priceChangedAt: row.price_changed_at,
    image: row.image,
    location: row.location,
    category: { slug: row.category_slug, name: row.category_name },
    categoryLabel: row.category_label,
    brand: row.brand,
    status: row.status,
    publishedOn: row.published_on,
    expiresOn: row.expires_on,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    removedAt: row.removed_at,
    pinned: row.pinned,
  }));

/** What a listing's category is in the record. */
export interface CategoryCells {
  readonly categoryLabel: string | null;
  readonly aliasId: number | null;
  readonly categoryId: number;
}

/** What a person may decide about a listing. */
export interface InstrumentContent {
  readonly name: string;
  readonly price: Money | null;
  readonly image: string | null;
  readonly location: string | null;
  readonly brand: string | null;
  readonly publishedOn: string | null;
  readonly expiresOn: string | null;
  readonly status: InstrumentStatus;
}

/** Single listings, one at a time. */
@Injectable()
export class InstrumentsRepository {
  constructor(private readonly transactions: Transactions) {}

  async findById(id: string): Promise<Instrument | null> {
    const [row] = await this.findByIds([id]);
    return row ?? null;
  }

  /** What tells whether a listing is the one that somebody has: one row by its key. */
  async findState(id: string): Promise<z.infer<typeof stateRow> | null> {
    const [row] = await this.transactions.queryPrepared(
      stateRow,
      'instrument_state',
      'SELECT version, status, expires_on FROM instrument WHERE id = $1',
      [id],
    );
    return row ?? null;
  }

  /** Those that are there, in the order of the ids. */
  async findByIds(ids: readonly string[]): Promise<Instrument[]> {
    return this.transactions.query(
      instrumentRow,
      `SELECT instrument.id, version, instrument.name, link, source.slug AS source_slug, source.name AS source_name,
              price, instrument.currency, previous_price, price_changed_at,
              coalesce(previous_currency, instrument.currency) AS previous_currency,
              image, location, category.slug AS category_slug, category.name_es AS category_name, category_label, brand,
              status, published_on, expires_on, first_seen_at, last_seen_at, removed_at,
              coalesce(pinned, '{}') AS pinned
         FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (id, position)
         JOIN instrument ON instrument.id = wanted.id
         JOIN sighting ON sighting.instrument_id = instrument.id
         JOIN source ON source.id = source_id
         JOIN category ON category.id = category_id
        ORDER BY position`,
      [ids],
    );
  }

  /** The listing that leads to the same page. */
  async findIdByLink({ key }: Link): Promise<string | null> {
    const [row] = await this.transactions.query(idRow, 'SELECT id FROM instrument WHERE link_key = $1', [
      linkDigest(key),
    ]);
    return row?.id ?? null;
  }

  /** Makes other writers of listings wait until the transaction ends. */
  async lockListings(): Promise<void> {
    await this.transactions.execute('SELECT FROM dataset FOR NO KEY UPDATE');
  }

  /** @returns the id, or `null` when a listing has the link already */
  async insert(
    sourceId: number,
    link: Link,
    category: CategoryCells,
    record: InstrumentContent,
  ): Promise<string | null> {
    const [row] = await this.transactions.query(
      idRow,
      `INSERT INTO instrument (source_id, link_key, link, name, price, currency, image, location, brand, published_on,
                               expires_on, status, category_label, category_alias_id, category_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       ON CONFLICT ON CONSTRAINT instrument_link_key_key DO NOTHING RETURNING id`,
      [
        ...[sourceId, linkDigest(link.key), link.link],
        ...valuesOf(record),
        ...[category.categoryLabel, category.aliasId, category.categoryId],
      ],
    );
    return row?.id ?? null;
  }

  /**
   * Writes a listing if it is still at this version, with the history of its price as an import keeps it.
   *
   * @param link `null`: as it was; a new one must be free
   * @param category likewise
   * @param pinned all that imports leave alone from now on
   * @returns whether it was
   */
  async update(
    { id, version, price: formerPrice }: Instrument,
    link: Link | null,
    category: CategoryCells | null,
    record: InstrumentContent,
    pinned: readonly PinnableField[],
  ): Promise<boolean> {
    const { price } = record;
    const repriced = price?.amount !== formerPrice?.amount || price?.currency !== formerPrice?.currency;
    const [written] = await this.transactions.query(idRow, UPDATE_SQL, [
      ...[id, version, link === null ? null : linkDigest(link.key), link?.link ?? null],
      ...valuesOf(record),
      ...[category !== null, category?.categoryLabel, category?.aliasId, category?.categoryId, repriced],
      pinned,
    ]);
    // what the history tells of are prices
    if (written && repriced && price !== null) {
      await this.transactions.execute(
        `INSERT INTO price_change (instrument_id, changed_at, previous_price, previous_currency, price, currency,
                                   suspicious)
         SELECT id, price_changed_at, previous_price, $2, price, currency, price_suspicious
           FROM instrument WHERE id = $1`,
        [id, formerPrice?.currency ?? null],
      );
    }
    return written !== undefined;
  }

  /**
   * Takes a listing off the lists; the record keeps it.
   *
   * @param versions only if it is at one of these; `null`: at whichever
   * @returns whether it was there to be taken off
   */
  async remove(id: string, versions: readonly number[] | null): Promise<boolean> {
    const rows = await this.transactions.query(
      idRow,
      `WITH gone AS (
         UPDATE instrument SET status = 'removed', removed_at = now(), version = version + 1
          WHERE id = $1 AND status <> 'removed' AND ($2::int[] IS NULL OR version = ANY ($2)) RETURNING id)
       SELECT id FROM gone`,
      [id, versions],
    );
    return rows.length > 0;
  }
}

function valuesOf(record: InstrumentContent): unknown[] {
  const { name, price, image, location, brand, publishedOn, expiresOn, status } = record;
  return [
    name,
    price?.amount ?? null,
    price?.currency ?? null,
    image,
    location,
    brand,
    publishedOn,
    expiresOn,
    status,
  ];
}

const UPDATE_SQL = `
  WITH written AS (
  UPDATE instrument
     SET link_key = coalesce($3::uuid, link_key), link = coalesce($4, link), name = $5, price = $6::numeric,
         currency = $7::text, image = $8, location = $9, brand = $10, published_on = $11, expires_on = $12, status = $13,
         category_label = CASE WHEN $14::boolean THEN $15 ELSE category_label END,
         category_alias_id = CASE WHEN $14 THEN $16::integer ELSE category_alias_id END,
         category_id = CASE WHEN $14 THEN $17::smallint ELSE category_id END,
         previous_price = CASE WHEN $6 IS NULL THEN NULL WHEN $18::boolean THEN price ELSE previous_price END,
         previous_currency = CASE WHEN $6 IS NULL THEN NULL WHEN $18 THEN currency ELSE previous_currency END,
         price_changed_at = CASE WHEN $18 THEN now() ELSE price_changed_at END,
         price_suspicious = CASE WHEN $18 THEN ${isThousandfold('$6::numeric', '$7::text', 'price', 'currency')}
                                 ELSE price_suspicious END,
         pinned = nullif($19::text[], '{}'), version = version + 1
   WHERE id = $1 AND version = $2
  RETURNING id)
  SELECT id FROM written`;
