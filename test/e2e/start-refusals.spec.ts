import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { migrateDown } from '@app/database';
import { dropDatabase, freshDatabase } from '../support/database';
import { type ServerOutcome, ServerProcess } from '../support/server';

let url: string;
let squatter: Server;
let taken: number;

beforeAll(async () => {
  url = await freshDatabase();
  squatter = createServer((_request, response) => response.end('somebody else')).listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  taken = typeof address === 'object' && address ? address.port : 0;
});
afterAll(async () => {
  squatter.close();
  await dropDatabase(url);
});

async function refusal(variables: Readonly<Record<string, string>>): Promise<ServerOutcome> {
  const server = await ServerProcess.start({ DATABASE_URL: url, ...variables });
  return server.outcome;
}

/** The address of the database with something else in it. */
function other(change: (address: URL) => void): string {
  const address = new URL(url);
  change(address);
  return address.href;
}

describe('a server that cannot start', () => {
  it.each([
    [
      'the database is away',
      () => ({ DATABASE_URL: 'postgres://somebody:SECRET@127.0.0.1:1/music' }),
      /^The database at 127\.0\.0\.1:1\/music cannot be used: it does not answer \(ECONNREFUSED\)\.$/,
    ],
    [
      'the database is away and migrations are somebody else’s',
      () => ({ DATABASE_URL: 'postgres://somebody:SECRET@127.0.0.1:1/music', AUTO_MIGRATE: 'off' }),
      /cannot be used: it does not answer/,
    ],
    [
      'the host of the database is unknown',
      () => ({ DATABASE_URL: 'postgres://somebody:SECRET@database.invalid/music' }),
      /^The database at database\.invalid\/music cannot be used: it does not answer \((ENOTFOUND|EAI_AGAIN)\)\.$/,
    ],
    [
      'the password is wrong',
      () => ({ DATABASE_URL: other((address) => (address.password = 'SECRET')) }),
      /cannot be used: it refuses the password of the user that DATABASE_URL names\.$/,
    ],
    [
      'there is no such database',
      () => ({ DATABASE_URL: other((address) => (address.pathname = '/nowhere')) }),
      /\/nowhere cannot be used: it has no database of the name that DATABASE_URL ends in\.$/,
    ],
    [
      'its port is taken',
      () => ({ PORT: String(taken) }),
      /^Another program listens on http:\/\/127\.0\.0\.1:\d+; set PORT to another port\.$/,
    ],
    [
      'the port of its figures is taken',
      () => ({ METRICS_PORT: String(taken) }),
      /^Another program listens on http:\/\/127\.0\.0\.1:\d+; set METRICS_PORT to another port\.$/,
    ],
    [
      'its log cannot be written',
      () => ({ LOG_FILE: '/dev/null/api.log' }),
      /^LOG_FILE cannot be written: (ENOTDIR|EEXIST).*\.$/,
    ],
  ])('says so in one line and ends: %s', async (_what, variables, message) => {
    const { code, stdout, stderr } = await refusal(variables());
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).not.toContain('SECRET');
  });

  it('says that it is one of us who holds the port', async () => {
    const first = await ServerProcess.start({ DATABASE_URL: url });
    const { port } = new URL(await first.url());
    const { code, stderr } = await refusal({ PORT: port });
    await first.end();
    expect(stderr).toBe(
      `Buscainstrumentos already runs at http://127.0.0.1:${port}; stop it first, or set PORT to start another one.\n`,
    );
    expect(code).toBe(1);
  });
});

describe('a server that migrates nothing by itself', () => {
  it('starts with migrations pending, says so once, and is not ready', async () => {
    await migrateDown(url);
    const server = await ServerProcess.start({ DATABASE_URL: url, AUTO_MIGRATE: 'off', SEED: 'on' });
    try {
      const address = await server.url();
      const ready = await fetch(`${address}/health/ready`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({ details: { database: { migrations: '1 pending' } } });
      await server.hears(/"level":40.*"1 migrations are pending: not ready until `cli migrate` has run"()/);
    } finally {
      await server.end();
    }
  });
});
