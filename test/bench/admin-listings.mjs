// Gives made-up listings a past: when they were first seen, prices that have fallen, removals, spellings without a meaning.

/** Spellings that nobody has mapped, of each source. */
const SPELLINGS = 75;

/** One in so many listings. */
const ONE_IN = { removed: 9, unmapped: 20, cheaper: 7 };

/**
 * Changes the record alone: what is made of it is made anew afterwards.
 *
 * @param {import('pg').Client} client
 */
export async function fillListingsLife(client) {
  await client.query(
    `INSERT INTO category_alias (source_id, folded, label)
     SELECT source.id, 'rubro raro ' || n, 'Rubro raro ' || n FROM source, generate_series(0, ${SPELLINGS - 1}) AS n`,
  );
  // triggers would keep every projection with it, row by row
  await client.query('SET session_replication_role = replica');
  await client.query(
    `UPDATE instrument
        SET first_seen_at = seen.at,
            price_changed_at = CASE WHEN cheaper THEN now() - instrument.id % 6000 * interval '15 minutes' END,
            previous_price = CASE WHEN cheaper THEN least(round(price * 1.1, 2), 1000000) END,
            status = CASE WHEN removed THEN 'removed' ELSE status END,
            removed_at = CASE WHEN removed THEN now() - instrument.id % 7200 * interval '1 hour' END,
            category_alias_id = coalesce(alias.id, category_alias_id),
            category_id = CASE WHEN alias.id IS NULL THEN instrument.category_id ELSE others.id END
       FROM (SELECT id, source_id,
                    least(coalesce(published_on, current_date - (id % 365)::int) + id % 86400 * interval '1 second',
                          now()) AS at,
                    price IS NOT NULL AND id % ${ONE_IN.cheaper} = 0 AS cheaper, id % ${ONE_IN.removed} = 0 AS removed,
                    CASE WHEN id % ${ONE_IN.unmapped} = 1
                         THEN 'rubro raro ' || floor(${SPELLINGS} * power(id * 7919 % 1000 / 1000.0, 3)) END AS spelling
               FROM instrument) AS seen
       LEFT JOIN category_alias AS alias ON alias.source_id = seen.source_id AND alias.folded = seen.spelling
      CROSS JOIN (SELECT id FROM category WHERE slug = 'otros') AS others
      WHERE instrument.id = seen.id`,
  );
  await client.query('RESET session_replication_role');
  await client.query(
    `INSERT INTO price_change (instrument_id, changed_at, previous_price, previous_currency, price, currency)
     SELECT id, price_changed_at, previous_price, currency, price, currency FROM instrument
      WHERE price_changed_at IS NOT NULL ORDER BY price_changed_at`,
  );
  // an update of every row leaves the table twice as long as life would
  await client.query('VACUUM (FULL, ANALYZE) instrument');
}
