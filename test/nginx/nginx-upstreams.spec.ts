import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app';
import { signIn } from '../support/clients';
import { csvOf, manyRows } from '../support/imports';
import { insertListings } from '../support/listings';
import { describeWithNginx, type Nginx, startNginx } from '../support/nginx';
import { answerTo, ask, openRequest } from '../support/nginx-client';
import { Upstream } from '../support/upstream';

const started: { stop(): Promise<void> }[] = [];

async function start(options: Parameters<typeof startNginx>[0]): Promise<Nginx> {
  const nginx = await startNginx(options);
  started.push(nginx);
  return nginx;
}

async function startApi(databaseUrl?: string): Promise<TestApp> {
  const api = await startApp({ TRUSTED_PROXIES: '127.0.0.1' }, databaseUrl);
  await api.app.listen(0, '127.0.0.1');
  return api;
}

const portOf = async ({ app }: TestApp): Promise<number> => Number(new URL(await app.getUrl()).port);

describeWithNginx('processes behind Nginx', () => {
  const servers: Upstream[] = [];
  const startServers = async (): Promise<[Upstream, Upstream]> => {
    const both: [Upstream, Upstream] = [await Upstream.start(), await Upstream.start()];
    servers.push(...both);
    return both;
  };
  afterAll(async () => {
    await Promise.all(started.map((nginx) => nginx.stop()));
    await Promise.all(servers.map((server) => server.kill()));
  });

  it('lose no read when one of two is killed under load', async () => {
    const first = await startApi();
    const second = await startApi(first.databaseUrl);
    try {
      const [id] = await insertListings(first.database, [{ name: 'Telecaster' }]);
      const nginx = await start({ upstreams: [await portOf(first), await portOf(second)], behindHop: true });
      const statuses: number[] = [];
      const reader = async (name: number): Promise<void> => {
        for (let time = 0; time < 50; time++) {
          // each reader for himself, or the limits would end this
          const headers = { 'x-forwarded-for': `198.51.100.${name}` };
          statuses.push((await ask(nginx, `/api/v1/instruments/${id ?? ''}`, { headers })).status);
        }
      };
      const reading = Promise.all(Array.from({ length: 8 }, (_, name) => reader(name)));
      while (statuses.length < 100) await sleep(5);
      const killed = second.app.getHttpServer();
      killed.close();
      killed.closeAllConnections();
      await reading;
      expect([statuses.length, new Set(statuses)]).toEqual([400, new Set([200])]);
      const byUpstream = (await nginx.accessLog(400)).map(({ upstream }) => String(upstream));
      const port = await portOf(first);
      expect(byUpstream.filter((all) => all.endsWith(`:${port}`)).length).toBeGreaterThan(250);
      expect(byUpstream.filter((all) => !all.includes(`:${port}`)).length).toBeGreaterThan(20);
    } finally {
      await second.close();
      await first.close();
    }
  });

  it('are asked again only for what changes nothing', async () => {
    for (const method of ['GET', 'POST', 'PATCH']) {
      const [dying, living] = await startServers();
      const nginx = await start({ upstreams: [dying.port, living.port] });
      // it has got the whole request, and is gone before it answers
      dying.answering = (response) => response.socket?.destroy();
      const statuses: number[] = [];
      for (let time = 0; time < 4; time++) {
        const question = method === 'GET' ? {} : { method, body: '{}' };
        statuses.push((await ask(nginx, '/api/v1/instruments/1', question)).status);
      }
      const failed = statuses.filter((status) => status === 502).length;
      const [lost, done] = [dying.seen.length, living.seen.length];
      expect(lost).toBeGreaterThan(0);
      expect([method, failed, done]).toEqual([method, ...(method === 'GET' ? [0, 4] : [lost, 4 - lost])]);
    }
  });

  it('get what another one did not even take, a change too; and are asked again when they are back', async () => {
    const [dead, living] = await startServers();
    const nginx = await start({ upstreams: [dead.port, living.port] });
    await dead.kill();
    for (let time = 0; time < 6; time++) {
      expect((await ask(nginx, '/api/v1/instruments', { method: 'POST', body: '{}' })).status).toBe(200);
    }
    expect(living.seen).toHaveLength(6);
    const back = await Upstream.start(dead.port);
    servers.push(back);
    for (let time = 0; time < 80 && back.seen.length === 0; time++) {
      await ask(nginx, '/api/v1/me');
      await sleep(100);
    }
    expect(back.seen.length).toBeGreaterThan(0);
  });

  it('get no more requests once one of them said that it is about to stop', async () => {
    const [leaving, staying] = await startServers();
    leaving.answering = (response, { url }) => {
      response.statusCode = url === '/health/ready' ? 503 : 200;
      response.end();
    };
    const nginx = await start({ upstreams: [leaving.port, staying.port] });
    for (let time = 0; time < 8; time++) expect(await nginx.ready()).toBe(true);
    const before = leaving.seen.length;
    expect(before).toBeGreaterThan(1);
    for (let time = 0; time < 20; time++) {
      expect((await ask(nginx, '/api/v1/me', { method: 'POST', body: '{}' })).status).toBe(200);
    }
    expect(leaving.seen.length).toBe(before);
  });

  it('are asked over connections that stay open', async () => {
    const [server] = await startServers();
    const ports = new Set<number | undefined>();
    server.answering = (response) => response.end(String(ports.add(response.socket?.remotePort).size));
    const nginx = await start({ upstreams: [server.port] });
    for (let time = 0; time < 20; time++) await ask(nginx, '/api/v1/me');
    // one for each worker
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

describeWithNginx('an import through Nginx', () => {
  let api: TestApp;
  let nginx: Nginx;
  let authorization: string;

  beforeAll(async () => {
    api = await startApi();
    nginx = await startNginx({ upstreams: [await portOf(api)] });
    const { client } = await signIn(api, { permissions: ['instruments.import'] });
    authorization = `Bearer ${client.credential ?? ''}`;
  });
  afterAll(async () => {
    await nginx.stop();
    await api.close();
  });

  const upload = (headers: Readonly<Record<string, string>>) =>
    openRequest(nginx, '/api/v1/imports?wait=30&source=hispasonic', {
      method: 'POST',
      headers: { 'content-type': 'text/csv', ...headers },
    });

  it('of some MiB arrives whole', async () => {
    const file = csvOf(manyRows(1, 15_000, { location: 'x'.repeat(150) }));
    expect(file.length).toBeGreaterThan(2 * 1024 * 1024);
    const request = upload({ authorization, 'content-length': `${Buffer.byteLength(file)}` });
    const answered = answerTo(request);
    request.end(file);
    const answer = await answered;
    expect([answer.status, answer.json()]).toMatchObject([
      201,
      { state: 'succeeded', counts: { received: 15_000, created: 15_000 } },
    ]);
  });

  it('is handed on while it arrives', async () => {
    const request = upload({ authorization });
    const answered = answerTo(request);
    request.write('name,link\nStreamed 1,https://example.com/streamed/1\n');
    const running = `SELECT FROM import_run WHERE state = 'running'`;
    let seen = 0;
    for (let time = 0; time < 200 && seen === 0; time++) {
      seen = (await api.database.query(running)).rowCount ?? 0;
      await sleep(20);
    }
    expect(seen).toBe(1);
    request.end('Streamed 2,https://example.com/streamed/2\n');
    expect((await answered).json()).toMatchObject({ counts: { received: 2 } });
  });

  it('is refused before its file has come', async () => {
    const anonymous = upload({});
    const refused = answerTo(anonymous);
    anonymous.write('name,link\n');
    expect((await refused).status).toBe(401);
    anonymous.destroy();

    const large = upload({ authorization, 'content-length': `${64 * 1024 * 1024 + 1}` });
    const tooLarge = answerTo(large);
    large.flushHeaders();
    expect((await tooLarge).json()).toMatchObject({ code: 'http.body_too_large' });
    large.destroy();
  });

  it('is the only thing that may be larger than 1 MiB, announced or not', async () => {
    const body = Buffer.alloc(1024 * 1024 + 1, ' ');
    for (const path of ['/api/v1/instruments', '/api/v1/imports/1', '/addInstrument', '/api/v1/auth/token']) {
      const announced = await ask(nginx, path, { method: 'POST', body });
      const chunked = openRequest(nginx, path, {
        method: 'POST',
        headers: { 'transfer-encoding': 'chunked' },
      });
      const answered = answerTo(chunked);
      chunked.end(body);
      expect([path, announced.status, (await answered).status]).toEqual([path, 413, 413]);
    }
  });
});
