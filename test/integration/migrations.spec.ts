import { Client } from 'pg';
import { migrateDown, migrateUp, migrationsOf } from '@app/database';
import { databaseUrl, dropDatabase, execute, freshDatabase } from '../support/database';

/** Everything that a migration can leave behind, each thing as one line. */
const CATALOGUE = `
  WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname = 'public')
  SELECT format('column %s.%s %s%s%s%s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod),
                CASE WHEN attnotnull THEN ' not null' END, CASE attidentity WHEN '' THEN '' ELSE ' identity' END,
                ' default ' || pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)) AS line
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE relnamespace IN (TABLE ours) AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT format('%s %s %s', CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, relname,
                concat_ws(' ', reloptions::text, obj_description(oid, 'pg_class')))
    FROM pg_class WHERE relnamespace IN (TABLE ours) AND relkind IN ('r', 'S', 'v', 'm')
  UNION ALL
  SELECT format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace IN (TABLE ours) AND contype <> 'n'
  UNION ALL
  SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL
  SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc WHERE pronamespace IN (TABLE ours)
  UNION ALL
  SELECT format('type %s', typname) FROM pg_type WHERE typnamespace IN (TABLE ours) AND typtype <> 'c' AND typelem = 0
  ORDER BY 1`;

/** What a migration puts into tables; ids are free. */
const CONTENT = `
  SELECT concat_ws(' ', 'source', slug, name, price_habit, currency) AS line FROM source
  UNION ALL SELECT concat_ws(' ', 'category', id, slug, name_es, name_en) FROM category
  UNION ALL SELECT concat_ws(' ', 'alias', folded, label, slug)
    FROM category_alias JOIN category ON category.id = category_id
  UNION ALL SELECT concat_ws(' ', 'dataset', version) FROM dataset
  ORDER BY 1`;

const databases: string[] = [];

afterAll(() => Promise.all(databases.map(dropDatabase)));

/** A database without anything in it. */
async function emptyDatabase(): Promise<string> {
  const url = await freshDatabase();
  databases.push(url);
  const name = new URL(url).pathname.slice(1);
  await execute(databaseUrl(url, 'postgres'), [`DROP DATABASE ${name}`, `CREATE DATABASE ${name}`]);
  return url;
}

async function lines(url: string, sql: string): Promise<string[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<{ line: string }>(sql)).rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}

/** Takes every migration back. @returns their names, newest first */
async function migrateAllDown(url: string): Promise<string[]> {
  const undone: string[] = [];
  for (let name = await migrateDown(url); name !== null; name = await migrateDown(url)) undone.push(name);
  return undone;
}

describe('the migrations', () => {
  it('go up, down to nothing, and up again to the very same schema and content', async () => {
    const url = await emptyDatabase();
    const applied = await migrateUp(url);
    const [schema, content] = [await lines(url, CATALOGUE), await lines(url, CONTENT)];
    expect(schema.length).toBeGreaterThan(100);
    expect(content.length).toBeGreaterThan(100);

    expect(await migrateAllDown(url)).toEqual([...applied].reverse());
    expect((await lines(url, CATALOGUE)).filter((line) => !/\bmigration/.test(line))).toEqual([]);
    expect((await migrationsOf(url)).some((state) => state.applied)).toBe(false);

    expect(await migrateUp(url)).toEqual(applied);
    expect(await lines(url, CATALOGUE)).toEqual(schema);
    expect(await lines(url, CONTENT)).toEqual(content);
    expect((await migrationsOf(url)).every((state) => state.applied)).toBe(true);
  });

  it('can each be taken back and applied again on tables with rows in them', async () => {
    const url = await emptyDatabase();
    const applied = await migrateUp(url);
    const schema = await lines(url, CATALOGUE);
    const listed = "SELECT concat_ws(' ', category_id, block, listings) AS line FROM listed_block ORDER BY 1";
    await execute(url, [
      `INSERT INTO instrument (link_key, name, link, category_id, source_id)
       SELECT gen_random_uuid(), 'n' || n, 'https://example.org/' || n, 1 + n % 3, 1 FROM generate_series(1, 3000) AS n`,
    ]);
    const counters = await lines(url, listed);
    expect(await migrateDown(url)).toBe(applied.at(-1));
    await migrateUp(url);
    expect(await lines(url, CATALOGUE)).toEqual(schema);
    expect(await lines(url, listed)).toEqual(counters);
    expect(await migrateAllDown(url)).toHaveLength(applied.length);
  });

  it('take away what was granted of permissions without a door, and put only their names back', async () => {
    const url = await emptyDatabase();
    await migrateUp(url);
    const names = "SELECT codename AS line FROM permission WHERE codename <> 'system.view' ORDER BY 1";
    const granted = `SELECT codename AS line FROM app_group_permission
      JOIN permission ON permission.id = permission_id ORDER BY 1`;
    expect(await lines(url, names)).toEqual([]);
    let undone: string | null = '';
    while (undone !== null && undone !== 'PermissionsWithoutDoor1795651200036')
      undone = await migrateDown(url);
    expect(await lines(url, names)).toEqual([
      'auth.purge',
      'instruments.add_category',
      'instruments.delete_category',
      'instruments.delete_import_run',
      'instruments.delete_source',
    ]);
    await execute(url, [
      `INSERT INTO permission (codename, name_es, name_en) VALUES ('system.view', 'a', 'b')`,
      `INSERT INTO app_group (name) VALUES ('all')`,
      'INSERT INTO app_group_permission SELECT app_group.id, permission.id FROM app_group, permission',
    ]);
    await migrateUp(url);
    expect(await lines(url, names)).toEqual([]);
    expect(await lines(url, granted)).toEqual(['system.view']);
  });

  it('keep when the purge last came to its end, where it is told with all jobs', async () => {
    const url = await emptyDatabase();
    const applied = await migrateUp(url);
    const later = applied.slice(applied.indexOf('OneTableOfJobs1795651200046'));
    const told = `SELECT concat_ws(' ', job, outcome, succeeded_at = '2026-11-01', awaited_since = '2026-11-01') AS line
                    FROM job_run`;
    expect(await lines(url, told)).toEqual(['purge f']);
    for (let left = later.length; left > 0; left -= 1) await migrateDown(url);
    await execute(url, [
      `UPDATE job_success SET at = '2026-11-01', outcome = '{"tokens": 1}'`,
      `INSERT INTO job_run VALUES ('purge', '2026-11-02', '2026-11-02', 'failed', '2026-11-02')`,
    ]);
    await migrateUp(url);
    expect(await lines(url, told)).toEqual(['purge failed t t']);
    for (let left = later.length; left > 0; left -= 1) await migrateDown(url);
    const before = `SELECT concat_ws(' ', job, at = '2026-11-01', outcome <> '{}') AS line FROM job_success`;
    expect(await lines(url, before)).toEqual(['purge t t']);
  });

  it('run once when several programs start at once, and each of them goes on', async () => {
    const url = await emptyDatabase();
    const all = await Promise.all([1, 2, 3].map(() => migrateUp(url)));
    const names = (await migrationsOf(url)).map(({ name }) => name);
    expect(all.flat()).toEqual(names);
    expect(all.filter((applied) => applied.length === 0)).toHaveLength(2);
    expect(await migrateUp(url)).toEqual([]);
  });

  it('leave the database as it was when one of them fails, and let go of the lock', async () => {
    const url = await emptyDatabase();
    const applied = await migrateUp(url);
    const stranded = applied.slice(applied.indexOf('SessionsAndTokens1795305600001'));
    for (let left = stranded.length; left > 0; left -= 1) await migrateDown(url);
    await execute(url, ['CREATE TABLE auth_session (in_the_way int)']);
    const before = await lines(url, CATALOGUE);
    await expect(migrateUp(url)).rejects.toThrow('"auth_session" already exists');
    expect(await lines(url, CATALOGUE)).toEqual(before);
    await execute(url, ['DROP TABLE auth_session']);
    expect(await migrateUp(url)).toEqual(stranded);
  });

  it('state themselves without leaving anything behind', async () => {
    const url = await emptyDatabase();
    expect((await migrationsOf(url)).some((state) => state.applied)).toBe(false);
    expect(await lines(url, CATALOGUE)).toEqual([]);
  });
});

describe('the schema', () => {
  it('calls every constraint and index by a name of ours', async () => {
    const url = await freshDatabase();
    databases.push(url);
    const names = await lines(
      url,
      `SELECT format('%s.%s', conrelid::regclass, conname) AS line FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 0
       UNION SELECT format('%s.%s', tablename, indexname) FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
    );
    expect(names.length).toBeGreaterThan(40);
    const strange = names.filter(
      (name) => !/^([a-z_]+)\.\1(_[a-z]+|_sha256)*_(pkey|key|fkey|check|idx)$/.test(name),
    );
    expect(strange).toEqual([]);
  });
});
