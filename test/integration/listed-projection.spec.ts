import { Client } from 'pg';
import { ListingsService } from '@app/instruments';
import { pick, Random } from '../../libs/instruments/src/seed/random';
import { startApp, type TestApp } from '../support/app';
import { insertListings, type NewListing } from '../support/listings';

const SEED = 20_261_120;

/** What the projection has to hold, counted from the record. */
const RECOUNT = {
  listings: `
    SELECT id::int AS instrument_id, price, coalesce(expires_on, 'infinity')::text AS expires_on,
           category_id, upper(name) AS name_upper
      FROM instrument WHERE status IN ('active', 'stale') ORDER BY id`,
  blocks: `
    SELECT category_id, div(id, 1024)::int AS block, count(*)::int AS listings
      FROM instrument WHERE status IN ('active', 'stale') GROUP BY 1, 2 ORDER BY 1, 2`,
};
const PROJECTION = {
  listings: `
    SELECT instrument_id::int, price, expires_on::text, category_id, name_upper
      FROM listed_instrument ORDER BY instrument_id`,
  blocks: `
    SELECT category_id, block, listings FROM listed_block WHERE listings <> 0 ORDER BY category_id, block`,
};

let api: TestApp;

beforeAll(async () => {
  api = await startApp();
});

afterAll(() => api.close());

beforeEach(async () => {
  await api.database.query('DELETE FROM instrument');
});

async function read(queries: typeof RECOUNT): Promise<unknown> {
  const { rows: listings } = await api.database.query(queries.listings);
  const { rows: blocks } = await api.database.query(queries.blocks);
  return { listings, blocks };
}

/** Expects the projection and its counters to say what the record says. */
async function expectExact(): Promise<void> {
  expect(await read(PROJECTION)).toEqual(await read(RECOUNT));
}

async function shownListings(): Promise<number> {
  const { rows } = await api.database.query('SELECT 1 FROM listed_instrument');
  return rows.length;
}

function randomListing(random: Random): NewListing {
  return {
    name: `${pick(random, ['fender', 'Ñandú', 'straße', '🎸'])} ${random.below(1000)}`,
    price: random.chance(0.3) ? null : random.below(1000),
    category: pick(random, ['guitarras', 'bajos', 'otros']),
    expiresOn: random.chance(0.5) ? '2034-01-01' : null,
    status: pick(random, ['active', 'active', 'stale', 'expired', 'removed']),
  };
}

/** One statement of any kind on a random part of the record, none and all of it included. */
async function randomStatement(database: Client, random: Random): Promise<void> {
  const where = pick(random, [
    `id % 5 = ${random.below(5)}`,
    `category_id = ${random.between(1, 3)}`,
    `status = '${pick(random, ['active', 'stale', 'expired', 'removed'])}'`,
    'random() < 0.3',
    'true',
    'false',
  ]);
  const status = pick(random, ['active', 'stale', 'expired', 'removed']);
  const category = pick(random, [1, 2, 12]);
  const moved = `category_id = CASE WHEN id % 2 = 0 THEN ${category} ELSE category_id END`;
  const restated = `status = '${status}', removed_at = ${status === 'removed' ? 'now()' : 'NULL'}`;
  const kind = random.below(10);
  if (kind < 3) {
    const listings = Array.from({ length: random.between(0, 40) }, () => randomListing(random));
    await insertListings(database, listings);
  } else if (kind === 3) {
    await database.query(`UPDATE instrument SET ${moved} WHERE ${where}`);
  } else if (kind === 4) {
    await database.query(`UPDATE instrument SET ${restated} WHERE ${where}`);
  } else if (kind === 5) {
    await database.query(`UPDATE instrument SET ${restated}, ${moved}, name = name || 'x' WHERE ${where}`);
  } else if (kind === 6) {
    await database.query(
      `UPDATE instrument SET price = NULL, currency = NULL, expires_on = nullif(expires_on, '2034-01-01')
        WHERE ${where}`,
    );
  } else if (kind === 7) {
    await database.query(`UPDATE instrument SET price_suspicious = NOT price_suspicious WHERE ${where}`);
  } else if (kind === 8) {
    // what an upsert does: some rows are new and some are there, in one statement
    await database.query(
      `INSERT INTO instrument (link_key, name, link, category_id, source_id)
       SELECT link_key, name || 'y', link, ${category}, source_id FROM instrument WHERE ${where}
       UNION ALL SELECT gen_random_uuid(), 'new', 'https://example.org/new', ${category}, 1
       ON CONFLICT (link_key) DO UPDATE SET name = left(excluded.name, 100), category_id = excluded.category_id`,
    );
  } else {
    await database.query(`DELETE FROM instrument WHERE ${where} AND id % 3 = ${random.below(3)}`);
  }
}

/** One to four statements in a transaction, which now and then goes back a bit or altogether. */
async function randomTransaction(database: Client, random: Random): Promise<void> {
  await database.query('BEGIN');
  await randomStatement(database, random);
  await database.query('SAVEPOINT here');
  for (let n = random.below(4); n > 0; n -= 1) await randomStatement(database, random);
  if (random.chance(0.2)) await database.query('ROLLBACK TO SAVEPOINT here');
  await database.query(random.chance(0.15) ? 'ROLLBACK' : 'COMMIT');
}

/** Lets ids begin elsewhere, so that the listings lie in several blocks. */
async function jumpTo(id: number): Promise<void> {
  await api.database.query(
    "SELECT setval(pg_get_serial_sequence('instrument', 'id'), greatest($1, (SELECT max(id) FROM instrument)))",
    [id],
  );
}

describe('the projection of listings', () => {
  it('says what the record says after every transaction, whatever was in it', async () => {
    const random = new Random(SEED);
    let most = 0;
    for (let round = 0; round < 120; round += 1) {
      if (round % 20 === 0) await jumpTo(round * 700 + 1);
      await randomTransaction(api.database, random);
      await expectExact();
      most = Math.max(most, await shownListings());
    }
    expect(most).toBeGreaterThan(100);
  });

  it('keeps a listing in its block when another category takes it, and no counter below zero', async () => {
    const [first = 0] = await insertListings(api.database, [{ name: 'a', category: 'bajos' }]);
    const counters = async (): Promise<unknown> => {
      const { rows } = await api.database.query(
        `SELECT category_id, listings FROM listed_block WHERE block = $1 AND listings <> 0`,
        [Math.floor(first / 1024)],
      );
      return rows;
    };
    expect(await counters()).toEqual([{ category_id: 2, listings: 1 }]);
    await api.database.query('UPDATE instrument SET category_id = 12');
    expect(await counters()).toEqual([{ category_id: 12, listings: 1 }]);
    await api.database.query("UPDATE instrument SET status = 'removed', removed_at = now()");
    expect(await counters()).toEqual([]);
    await expect(api.database.query('UPDATE listed_block SET listings = -1')).rejects.toThrow(
      'listed_block_listings_check',
    );
  });

  it('tells a new version with every transaction that may have changed a listing, and keeps it when undone', async () => {
    const version = async (): Promise<number> => {
      const { rows } = await api.database.query<{ version: number }>(
        'SELECT version::int AS version FROM dataset',
      );
      return rows[0]?.version ?? 0;
    };
    const start = await version();
    await insertListings(api.database, [{ name: 'a' }]);
    await api.database.query("UPDATE instrument SET name = 'b'");
    await api.database.query('DELETE FROM instrument');
    expect(await version()).toBe(start + 3);
    await api.database.query('BEGIN');
    await insertListings(api.database, [{ name: 'a' }]);
    await api.database.query('ROLLBACK');
    expect(await version()).toBe(start + 3);
  });

  it('stays exact under writers at once, and none of them is chosen as the victim of a deadlock', async () => {
    await jumpTo(200_000);
    await insertListings(
      api.database,
      Array.from({ length: 400 }, (_, n) => ({ name: `n${n}` })),
    );
    const writers = [1, 2, 3].map((n) => ({
      client: new Client(api.databaseUrl),
      random: new Random(SEED + n),
    }));
    try {
      await Promise.all(
        writers.map(async ({ client, random }) => {
          await client.connect();
          for (let round = 0; round < 20; round += 1) await randomTransaction(client, random);
        }),
      );
      await expectExact();
    } finally {
      await Promise.all(writers.map(({ client }) => client.end()));
    }
  });

  it('stays exact while it is made anew beside a writer', async () => {
    const writer = new Client(api.databaseUrl);
    await writer.connect();
    const random = new Random(SEED + 7);
    try {
      await Promise.all([
        (async () => {
          for (let round = 0; round < 40; round += 1) await randomTransaction(writer, random);
        })(),
        (async () => {
          for (let round = 0; round < 5; round += 1) await api.app.get(ListingsService).rebuild();
        })(),
      ]);
      await expectExact();
    } finally {
      await writer.end();
    }
  });

  it('is there for readers all the while it is made anew', async () => {
    const length = 4_000;
    await insertListings(
      api.database,
      Array.from({ length }, (_, n) => ({ name: `reader ${n}`, price: 1 })),
    );
    let rebuilding = true;
    let answers = 0;
    const reader = async (): Promise<void> => {
      while (rebuilding) {
        answers += 1;
        // another bound each time: nobody can have remembered the answer
        const response = await api.get(`/searchInstrument?name=reader&maxPrice=${answers}`);
        expect(response.json()).toMatchObject({ count: length, total_pages: 80 });
      }
    };
    const readers = [reader(), reader(), reader()];
    for (let round = 0; round < 6; round += 1) await api.app.get(ListingsService).rebuild();
    rebuilding = false;
    await Promise.all(readers);
    expect(answers).toBeGreaterThan(3);
  });

  it('is the same when made anew, and comes back when it was lost or spoilt', async () => {
    const random = new Random(SEED + 4);
    await insertListings(
      api.database,
      Array.from({ length: 300 }, () => randomListing(random)),
    );
    const listings = api.app.get(ListingsService);
    const before = await read(PROJECTION);
    expect(await listings.rebuild()).toBe(await shownListings());
    expect(await read(PROJECTION)).toEqual(before);

    await api.database.query('TRUNCATE listed_instrument, listed_block');
    expect((await api.get('/listInstrument')).json()).toMatchObject({ count: 0 });
    expect(await listings.rebuild()).toBeGreaterThan(100);
    await expectExact();
    expect((await api.get('/listInstrument')).json()).toMatchObject({ count: await shownListings() });

    await api.database.query('UPDATE listed_block SET listings = listings % 2');
    await api.database.query(
      "UPDATE listed_instrument SET name_upper = 'SPOILT' WHERE instrument_id % 2 = 0",
    );
    await listings.rebuild();
    await expectExact();
    expect((await api.get('/searchInstrument?name=spoilt')).json()).toMatchObject({ count: 0 });
  });
});
