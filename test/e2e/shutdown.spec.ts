import { Agent, type ClientRequest, get, type IncomingMessage, request } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropDatabase, freshDatabase } from '../support/database';
import { ServerProcess } from '../support/server';

interface Answer {
  readonly status: number;
  readonly connection: string | undefined;
  readonly body: string;
}

let url: string;
let server: ServerProcess;

beforeAll(async () => {
  url = await freshDatabase();
});
afterEach(() => server.end());
afterAll(() => dropDatabase(url));

function answerTo(sent: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject).on('response', (response: IncomingMessage) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, connection: response.headers.connection, body }),
      );
    });
  });
}

const ask = (address: string, agent?: Agent): Promise<Answer> => answerTo(get(address, { agent }));

/** Waits until so many requests are in flight. */
async function inFlight(figures: string, requests: number): Promise<void> {
  while (
    !(await ask(figures)).body.includes(`
http_requests_in_flight ${requests}
`)
  )
    await sleep(10);
}

describe('a server that is told to stop', () => {
  it('fails no request of clients that keep their connections and go by its readiness', async () => {
    server = await ServerProcess.start({ DATABASE_URL: url, DRAIN_SECONDS: '5', LOG_LEVEL: 'silent' });
    const address = await server.url();
    const agent = new Agent({ keepAlive: true });
    const doors = ['/listInstrument', '/searchInstrument?name=bass', '/health/live'];
    const answers: (Answer & { readonly late: boolean })[] = [];
    let told = false;
    let away = false;
    const client = async (n: number): Promise<void> => {
      for (let turn = n; !away; turn += 1) {
        const late = told;
        const answer = await ask(`${address}${doors[turn % doors.length] ?? ''}`, agent);
        answers.push({ ...answer, late });
      }
    };
    const proxy = async (): Promise<Answer> => {
      for (;;) {
        const ready = await ask(`${address}/health/ready`);
        if (ready.status !== 200) return ready;
        await sleep(50);
      }
    };
    const clients = Promise.all(Array.from({ length: 8 }, (_, n) => client(n)));
    const probe = proxy();
    while (answers.length < 100) await sleep(5);
    told = true;
    server.signal('SIGTERM');
    const ready = await probe;
    expect(JSON.parse(ready.body)).toMatchObject({
      status: 'error',
      details: { shutdown: { status: 'down', message: 'shutting down' } },
    });
    // a proxy that looks now and then notices later
    await sleep(500);
    away = true;
    await clients;
    expect((await ask(`${address}/health/live`)).status).toBe(200);

    expect((await server.outcome).code).toBe(0);
    expect([...new Set(answers.map(({ status }) => status))]).toEqual([200]);
    const late = answers.filter((answer) => answer.late);
    expect(late.length).toBeGreaterThan(8);
    // the first ones may have been asked before the signal arrived
    expect(late.slice(8).filter(({ connection }) => connection !== 'close')).toEqual([]);
    await expect(ask(`${address}/health/live`)).rejects.toThrow(/ECONNREFUSED/);
    agent.destroy();
  });

  it('answers what is in flight before it lets go of the database, and waits for nobody else', async () => {
    const variables = { DATABASE_URL: url, LOG_LEVEL: 'silent', SCHEDULER: 'on', METRICS_PORT: '0' };
    server = await ServerProcess.start(variables);
    const address = await server.url();
    const agent = new Agent({ keepAlive: true });
    // one that keeps its connection behind an answer, one that never says a word, one that is slow to say it
    await ask(`${address}/health/live`, new Agent({ keepAlive: true }));
    const port = Number(new URL(address).port);
    const [silent, slow] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    for (const socket of [silent, slow]) socket.on('error', () => undefined);
    await Promise.all([once(silent, 'connect'), once(slow, 'connect')]);
    slow.write('GET /health/live HTTP/1.1\r\nHost: x\r\n');
    // one in the middle of a request that needs the database
    const body = JSON.stringify({ email: 'nobody@example.org', password: 'whatever it may be' });
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const sending = request(`${address}/api/v1/auth/token`, { method: 'POST', headers, agent });
    const answer = answerTo(sending);
    sending.write(body.slice(0, 10));
    await inFlight(await server.metricsUrl(), 1);

    server.signal('SIGTERM');
    await Promise.all([once(silent, 'close'), once(slow, 'close')]);
    sending.end(body.slice(10));
    expect(await answer).toMatchObject({ status: 401, connection: 'close' });
    expect(await server.outcome).toMatchObject({ code: 0, stderr: '' });
    agent.destroy();
  });

  it('ends at once when it is told a second time, and takes a signal that came twice for one', async () => {
    server = await ServerProcess.start({ DATABASE_URL: url, DRAIN_SECONDS: '20', LOG_LEVEL: 'silent' });
    const address = await server.url();
    server.signal('SIGINT');
    server.signal('SIGINT');
    await sleep(1_200);
    expect((await ask(`${address}/health/live`)).status).toBe(200);
    const before = performance.now();
    server.signal('SIGTERM');
    expect(await server.outcome).toMatchObject({
      code: 1,
      stderr: 'Told to stop once more: ended at once.\n',
    });
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('stops at once where nothing is in flight', async () => {
    server = await ServerProcess.start({ DATABASE_URL: url, METRICS_PORT: '0' });
    await server.metricsUrl();
    const before = performance.now();
    server.signal('SIGTERM');
    expect(await server.outcome).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
