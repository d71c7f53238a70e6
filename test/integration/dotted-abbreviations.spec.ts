import { Client } from 'pg';
import { migrateDown, migrateUp } from '@app/database';
import { dropDatabase, execute, freshDatabase } from '../support/database';

let url: string;
let client: Client;

beforeAll(async () => {
  url = await freshDatabase();
  client = new Client(url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await dropDatabase(url);
});

const documents = async () =>
  (
    await client.query<{ words: string; brand: string; counted: number }>(
      `SELECT words, folded AS brand, term.listings AS counted
         FROM search_document JOIN search_name ON search_name.id = brand_id
         JOIN search_term AS term ON term.term = '#b' || brand_id ORDER BY instrument_id`,
    )
  ).rows;

it('documents from before the migration get the words and brands of now, and lose them with it', async () => {
  // the state before; whatever stands above it is taken back too
  while ((await migrateDown(url)) !== 'DottedAbbreviations1795651200031');
  await execute(url, [
    `INSERT INTO instrument (link_key, name, link, brand, category_id, source_id)
     SELECT gen_random_uuid(), name, 'https://example.org/' || name, brand, 1, 1
       FROM (VALUES ('B.C. Rich Warlock', 'B.C. Rich'), ('BC Rich Bich', 'BC Rich')) AS row (name, brand)`,
  ]);
  const before = [
    { words: 'b c rich warlock', brand: 'b c rich', counted: 1 },
    { words: 'bc rich bich', brand: 'bc rich', counted: 1 },
  ];
  expect(await documents()).toEqual(before);

  const again = await migrateUp(url);
  expect(await documents()).toEqual([
    { words: 'bc rich warlock', brand: 'bc rich', counted: 2 },
    { words: 'bc rich bich', brand: 'bc rich', counted: 2 },
  ]);
  const facets = await client.query(
    `SELECT listings FROM search_facet WHERE facet = 'brand' AND listings <> 0 ORDER BY 1`,
  );
  expect(facets.rows).toEqual([{ listings: 2 }]);

  for (let left = again.length; left > 0; left -= 1) await migrateDown(url);
  expect(await documents()).toEqual(before);
});
