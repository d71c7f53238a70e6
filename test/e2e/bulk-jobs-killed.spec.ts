import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { AUTH_KEYS } from '../support/auth';
import { startApp, type TestApp } from '../support/app';
import { BULK_JOBS } from '../support/bulk-jobs';
import { type SignedIn, signIn } from '../support/clients';
import { dropDatabase, freshDatabase } from '../support/database';
import { insertListings } from '../support/listings';
import { ServerProcess } from '../support/server';

const LOCK = 4_711;
const LISTINGS = 1_750;
const jobBody = z.looseObject({ id: z.string(), state: z.string(), done: z.number(), changed: z.number() });

let url: string;
let database: Client;
let people: TestApp;
let admin: SignedIn;
beforeAll(async () => {
  url = await freshDatabase();
  database = new Client(url);
  await database.connect();
  people = await startApp({ AUTH_KEYS }, url);
  admin = await signIn(people, { permissions: ['instruments.change_instrument'] });
});
afterAll(async () => {
  await people.close();
  await database.end();
  await dropDatabase(url);
});

const start = () =>
  ServerProcess.start({ DATABASE_URL: url, AUTH_KEYS, LOG_LEVEL: 'silent', SCHEDULER: 'on' });

async function ask(server: ServerProcess, path: string, body?: object): Promise<z.infer<typeof jobBody>> {
  const answer = await fetch(`${await server.url()}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${admin.tokens.access}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return jobBody.parse(await answer.json());
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let time = 0; time < 800; time++) {
    if (await condition()) return;
    await sleep(25);
  }
  throw new Error('it does not come to that');
}

it('a server that is killed in the middle of a job leaves whole batches, and the next one goes on: each listing once', async () => {
  const ids = await insertListings(
    database,
    Array.from({ length: LISTINGS }, (_, at) => ({ name: `listing ${at}`, price: 1.5 })),
  );
  // the third batch waits in the middle
  await database.query(`
    CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${LOCK}); RETURN NEW; END $$;
    CREATE TRIGGER wait_for_the_test BEFORE INSERT ON audit_entry FOR EACH ROW
      WHEN (NEW.object_id = '${ids[1_200]}') EXECUTE FUNCTION wait_for_the_test();
    SELECT pg_advisory_lock(${LOCK})`);
  const killed = await start();
  const order = { action: 'price_thousand', query: '', confirmation: String(LISTINGS) };
  const { id } = await ask(killed, BULK_JOBS, order);
  await until(async () => (await ask(killed, `${BULK_JOBS}/${id}`)).done === 1_000);
  await killed.end();
  await database.query(`SELECT pg_advisory_unlock(${LOCK})`);
  await until(async () => {
    const { rows } = await database.query(
      `SELECT FROM pg_stat_activity WHERE application_name = 'buscainstrumentos api'
          AND datname = current_database() AND state <> 'idle'`,
    );
    return rows.length === 0;
  });
  const half = await database.query(`SELECT state, changed FROM bulk_job WHERE id = $1`, [id]);
  expect(half.rows).toEqual([{ state: 'running', changed: 1_000 }]);

  await database.query('DROP TRIGGER wait_for_the_test ON audit_entry');
  const next = await start();
  try {
    await until(async () => (await ask(next, `${BULK_JOBS}/${id}`)).state === 'succeeded');
    expect(await ask(next, `${BULK_JOBS}/${id}`)).toMatchObject({ done: LISTINGS, changed: LISTINGS });
  } finally {
    await next.end();
  }
  const once = { n: LISTINGS };
  const count = async (sql: string) => (await database.query<{ n: number }>(sql)).rows[0];
  expect(await count(`SELECT count(*)::int AS n FROM instrument WHERE price = 1500 AND version = 2`)).toEqual(
    once,
  );
  expect(await count(`SELECT count(DISTINCT instrument_id)::int AS n FROM price_change`)).toEqual(once);
  expect(await count(`SELECT count(*)::int AS n FROM price_change`)).toEqual(once);
  expect(
    await count(`SELECT count(*)::int AS n FROM audit_entry WHERE action = 'instrument.changed'`),
  ).toEqual(once);
  expect(
    await count(`SELECT count(DISTINCT actor_id)::int AS n FROM audit_entry
    WHERE action = 'instrument.changed' AND actor_id = '${admin.user.id}'`),
  ).toEqual({ n: 1 });
});
