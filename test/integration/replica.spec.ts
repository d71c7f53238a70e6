import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from '../support/clients';
import { startApp, type TestApp } from '../support/app';
import { insertListings } from '../support/listings';
import { ReplicatedDatabase } from '../support/replica';

const LIST = '/listInstrument';

let database: ReplicatedDatabase;
let api: TestApp;
beforeAll(async () => {
  database = await ReplicatedDatabase.start();
  api = await startApp(
    { DATABASE_REPLICA_URLS: database.replica.url, DATABASE_REPLICA_LAG_SECONDS: '2' },
    database.primary.url,
  );
  await insertListings(api.database, [{ name: 'Fender Telecaster' }, { name: 'Roland JV-1080' }]);
  await database.caughtUp();
});
afterAll(async () => {
  await api.close();
  await database.close();
});

/** How many replicas are read from, as the server says to whoever watches it. */
async function usable(): Promise<number> {
  const { details } = (await api.get('/health/ready')).json<{ details: { replicas: { usable: number } } }>();
  return details.replicas.usable;
}
async function until(count: number): Promise<void> {
  for (let time = 0; time < 200 && (await usable()) !== count; time++) await sleep(50);
  expect(await usable()).toBe(count);
}
const names = async (): Promise<string[]> => {
  const answer = await api.get(LIST);
  expect(answer.statusCode).toBe(200);
  return answer.json<{ results: { name: string }[] }>().results.map(({ name }) => name);
};
/** Connections of the API whose last statement was about listings that are shown. */
async function readers(where: 'primary' | 'replica'): Promise<number> {
  const [row] = await database.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE application_name LIKE 'buscainstrumentos api%' AND query ~ 'listed_(instrument|block)'`,
    where,
  );
  return Number(row?.['count']);
}

describe('lists', () => {
  it('are read from the replica', async () => {
    await until(1);
    await Promise.all(Array.from({ length: 20 }, names));
    expect(await readers('replica')).toBeGreaterThan(0);
    expect(await readers('primary')).toBe(0);
  });

  it('show what was written within the bound', async () => {
    await insertListings(api.database, [{ name: 'Ibanez RG550' }]);
    await database.caughtUp();
    expect(await names()).toContain('Ibanez RG550');
  });

  it('are read from the primary while the replica is further behind than it may be', async () => {
    await database.query('SELECT pg_wal_replay_pause()', 'replica');
    try {
      await insertListings(api.database, [{ name: 'Gibson SG' }]);
      await until(0);
      expect(await names()).toContain('Gibson SG');
    } finally {
      await database.query('SELECT pg_wal_replay_resume()', 'replica');
    }
    await until(1);
  });

  it('are answered, each of them, while the replica is lost and comes back', async () => {
    await until(1);
    let running = true;
    const statuses: number[] = [];
    const load = async (): Promise<void> => {
      while (running) statuses.push((await api.get(`${LIST}?page=1`)).statusCode);
    };
    const loads = Array.from({ length: 8 }, load);
    await sleep(300);
    await database.replica.stop('immediate');
    await until(0);
    await sleep(300);
    await database.replica.start();
    await until(1);
    running = false;
    await Promise.all(loads);
    expect(statuses.length).toBeGreaterThan(50);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

describe('the public search', () => {
  const search = async (query: string): Promise<string[]> => {
    const answer = await api.get(`/api/v1/instruments?${query}`);
    expect(answer.statusCode).toBe(200);
    return answer.json<{ data: { name: string }[] }>().data.map(({ name }) => name);
  };

  it('is done on the replica, and on the primary as soon as that knows more', async () => {
    await database.caughtUp();
    await until(1);
    await database.query('SELECT pg_wal_replay_pause()', 'replica');
    try {
      // whoever searched on the primary would wait for this lock, which the replica has not heard of
      await api.database.query('BEGIN; LOCK TABLE search_document IN ACCESS EXCLUSIVE MODE');
      try {
        expect(await search('q=telecaster')).toEqual(['Fender Telecaster']);
      } finally {
        await api.database.query('ROLLBACK');
      }
      await insertListings(api.database, [{ name: 'Squier Telecaster' }]);
      await api.forget();
      expect(await search('q=telecaster')).toEqual(
        expect.arrayContaining(['Fender Telecaster', 'Squier Telecaster']),
      );
    } finally {
      await database.query('SELECT pg_wal_replay_resume()', 'replica');
    }
  });
});

describe('what decides or writes', () => {
  it('asks the primary, however far behind the replica is', async () => {
    await until(1);
    await database.query('SELECT pg_wal_replay_pause()', 'replica');
    try {
      const { client } = await signIn(api, { permissions: ['users.view_user'] });
      expect((await client.get('/api/v1/me')).statusCode).toBe(200);
      expect((await client.get('/api/v1/admin/users')).statusCode).toBe(200);
      const [id] = await insertListings(api.database, [{ name: 'Just now' }]);
      expect((await api.get(`/api/v1/instruments/${id}`)).statusCode).toBe(200);
    } finally {
      await database.query('SELECT pg_wal_replay_resume()', 'replica');
    }
  });

  it('never reaches the replica: it would refuse', async () => {
    await until(1);
    await expect(database.query('DELETE FROM instrument', 'replica')).rejects.toThrow(/read-only/);
  });
});

describe('a replica that is away at the start', () => {
  it('keeps no server from starting', async () => {
    const other = await startApp(
      { DATABASE_REPLICA_URLS: 'postgres://app@127.0.0.1:1/postgres' },
      database.primary.url,
    );
    try {
      expect((await other.get(LIST)).statusCode).toBe(200);
      const { status } = (await other.get('/health/ready')).json<{ status: string }>();
      expect(status).toBe('ok');
    } finally {
      await other.close();
    }
  });
});
