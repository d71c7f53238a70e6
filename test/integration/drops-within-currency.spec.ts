import { Client } from 'pg';
import { z } from 'zod';
import { migrateDown, migrateUp } from '@app/database';
import { dropDatabase, execute, freshDatabase } from '../support/database';
import { rowAt, TestImports } from '../support/imports';

const DROPS = `SELECT name, price_drop AS drop FROM search_document JOIN instrument ON instrument.id = instrument_id
                ORDER BY name`;
const drop = z.object({ name: z.string(), drop: z.number().nullable() });

it('an import that brings another currency brings no drop, and the next price in it may', async () => {
  const imports = await TestImports.open();
  try {
    const priced = (price: string) => imports.rows([rowAt(1, { name: 'a', price })]);
    await priced('150000 JPY');
    await priced('900 EUR');
    expect(await imports.query(drop, DROPS)).toEqual([{ name: 'a', drop: null }]);
    await priced('850 EUR');
    expect(await imports.query(drop, DROPS)).toEqual([{ name: 'a', drop: 5_000 }]);
  } finally {
    await imports.close();
  }
});

it('drops from before the migration are mended where the last change was one of currency, and are back without it', async () => {
  const url = await freshDatabase();
  const client = new Client(url);
  await client.connect();
  try {
    // the state before; whatever stands above it is taken back too
    while ((await migrateDown(url)) !== 'PreviousCurrency1795651200041');
    await execute(url, [
      `INSERT INTO instrument (link_key, name, link, price, currency, previous_price, price_changed_at, category_id, source_id)
       SELECT gen_random_uuid(), name, 'https://example.org/' || name, price, CASE WHEN price > 0 THEN 'EUR' END, former,
              now(), 1, 1
         FROM (VALUES ('exchanged', 900, 150000), ('gone', NULL, 1000), ('never', 900, 1000), ('once exchanged', 900, 950))
           AS row (name, price, former)`,
      `INSERT INTO price_change (instrument_id, changed_at, previous_price, previous_currency, price, currency)
       SELECT id, now() - days * interval '1 day', former, coin, change.price, 'EUR'
         FROM (VALUES ('exchanged', 2, 160000, 'EUR', 150000), ('exchanged', 1, 150000, 'JPY', 900),
                      ('once exchanged', 2, 150000, 'JPY', 950), ('once exchanged', 1, 950, 'EUR', 900),
                      ('never', 1, 1000, 'EUR', 900), ('gone', 1, 1000, 'EUR', 900)) AS change (name, days, former, coin, price)
         JOIN instrument USING (name)`,
    ]);
    const kept = async () => drop.array().parse((await client.query(DROPS)).rows);
    const others = [
      { name: 'gone', drop: null },
      { name: 'never', drop: 10_000 },
      { name: 'once exchanged', drop: 5_000 },
    ];
    const before = [{ name: 'exchanged', drop: 14_910_000 }, ...others];
    expect(await kept()).toEqual(before);

    const again = await migrateUp(url);
    expect(await kept()).toEqual([{ name: 'exchanged', drop: null }, ...others]);
    const written =
      'SELECT name, previous_currency AS coin FROM instrument WHERE previous_currency IS NOT NULL';
    expect((await client.query(`${written} ORDER BY name`)).rows).toEqual([
      { name: 'exchanged', coin: 'JPY' },
      { name: 'gone', coin: 'EUR' },
    ]);

    for (let left = again.length; left > 0; left -= 1) await migrateDown(url);
    expect(await kept()).toEqual(before);
  } finally {
    await client.end();
    await dropDatabase(url);
  }
});
