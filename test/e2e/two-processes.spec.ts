import { z } from 'zod';
import { AUTH_KEYS, startAuth, type TestAuth } from '../support/auth';
import { ServerProcess } from '../support/server';

const problem = z.object({ code: z.string() });
const tokensBody = z.object({ refresh: z.string(), access: z.string() });

/** A server as it runs in production: a process of its own. */
interface Server {
  readonly process: ServerProcess;
  readonly url: string;
}

let app: TestAuth;
const servers: Server[] = [];

async function startServer(): Promise<Server> {
  const started = await ServerProcess.start({
    DATABASE_URL: app.databaseUrl,
    AUTH_KEYS,
    LOG_LEVEL: 'silent',
  });
  const server = { process: started, url: await started.url() };
  servers.push(server);
  return server;
}

const post = (server: Server, door: string, body: object): Promise<Response> =>
  fetch(`${server.url}/api/v1/auth/${door}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const me = async (server: Server, access: string): Promise<number> =>
  (await fetch(`${server.url}/api/v1/me`, { headers: { Authorization: `Bearer ${access}` } })).status;

let one: Server;
let two: Server;
beforeAll(async () => {
  app = await startAuth();
  [one, two] = await Promise.all([startServer(), startServer()]);
});
afterAll(async () => {
  await Promise.all(servers.map(({ process }) => process.end()));
  await app.close();
});

describe('two servers on one database', () => {
  it('rotate once for 50 callers at once, and give all of them the same successor', async () => {
    const { refresh, sessionId } = await app.open();
    await app.ageHead(sessionId);
    // whoever has waited too long for the others is told to come again, on a slow machine
    const rotate = async (server: Server): Promise<unknown> => {
      const answer = await post(server, 'token/refresh', { refresh });
      return answer.status === 503 ? rotate(server) : answer.json();
    };
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => rotate(n % 2 === 0 ? one : two)));
    const successors = new Set(
      tokensBody
        .array()
        .parse(answers)
        .map((tokens) => tokens.refresh),
    );
    expect(successors.size).toBe(1);
    expect(successors.has(refresh)).toBe(false);
    expect((await app.session(sessionId))?.['current_gen']).toBe(2);
  });

  it('know at once what was signed out at the other', async () => {
    const { access } = await app.open();
    expect([await me(one, access), await me(two, access)]).toEqual([200, 200]);
    await fetch(`${one.url}/api/v1/auth/logout`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${access}` },
    });
    expect([await me(one, access), await me(two, access)]).toEqual([401, 401]);
  });

  it('remember failures and old tokens through the death of both', async () => {
    const { refresh, sessionId } = await app.open();
    await app.ageHead(sessionId);
    const next = tokensBody.parse(await (await post(one, 'token/refresh', { refresh })).json());
    await app.ageHead(sessionId);
    await post(one, 'token/refresh', { refresh: next.refresh });
    const wrong = { email: 'nobody@example.org', password: 'not the password' };
    for (let attempt = 0; attempt < 5; attempt += 1) await post(two, 'token', wrong);
    await Promise.all([one, two].map(({ process }) => process.end()));
    const third = await startServer();
    expect((await post(third, 'token', wrong)).status).toBe(429);
    const late = await post(third, 'token/refresh', { refresh });
    expect([late.status, problem.parse(await late.json()).code]).toEqual([401, 'auth.token_reused']);
  });
});
