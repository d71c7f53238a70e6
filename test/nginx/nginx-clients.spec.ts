import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { describeWithNginx, type Nginx, startNginx } from '../support/nginx';
import { ask, type NginxAnswer } from '../support/nginx-client';
import { Upstream } from '../support/upstream';

const DOOR = '/api/v1/me';
const IDLE = 10_000;

let upstream: Upstream;
let nginx: Nginx;
/** Behind a load balancer: its clients are whom X-Forwarded-For names. */
let hop: Nginx;

const refused = (answers: readonly NginxAnswer[]): number =>
  answers.filter(({ status }) => status === 429).length;

/** Asks as a client with this address, many times at once. */
function flood(address: string, times: number, path = DOOR): Promise<NginxAnswer[]> {
  const headers = { 'x-forwarded-for': address };
  return Promise.all(Array.from({ length: times }, () => ask(hop, path, { headers })));
}

/** The same, again and again until it is refused something: a slow machine takes longer, and no less. */
async function floodUntilRefused(address: string, path = DOOR): Promise<NginxAnswer[]> {
  const answers: NginxAnswer[] = [];
  while (refused(answers) === 0 && answers.length < 1_000) answers.push(...(await flood(address, 40, path)));
  return answers;
}

/** How long, in seconds, until Nginx hangs up on who sends what it should in pieces, one a second. */
async function patience(socket: Socket, pieces: (count: number) => string): Promise<number> {
  const from = performance.now();
  // hanging up may look like this from here
  socket.on('error', () => undefined);
  socket.resume();
  for (let count = 0; count < 30 && !socket.closed; count++) {
    socket.write(pieces(count));
    await sleep(1_000);
  }
  socket.destroy();
  return (performance.now() - from) / 1_000;
}

/** Opens connections, not all at the same moment. */
async function open(count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(500, count - sockets.length) }, () => {
      const socket = connect(nginx.ports.http, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      return socket;
    });
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    sockets.push(...some);
  }
  return sockets;
}

describeWithNginx('clients of Nginx', () => {
  beforeAll(async () => {
    upstream = await Upstream.start();
    nginx = await startNginx({ upstreams: [upstream.port] });
    hop = await startNginx({ upstreams: [upstream.port], behindHop: true });
  });
  afterAll(async () => {
    await nginx.stop();
    await hop.stop();
    await upstream.kill();
  });
  beforeEach(() => {
    upstream.answering = (response, { headers }) => response.end(JSON.stringify(headers));
  });

  it('that ask too often are told when to come back, and nobody else is', async () => {
    const answers = await floodUntilRefused('203.0.113.1');
    const many = refused(answers);
    expect(many).toBeGreaterThan(0);
    expect(answers.length - many).toBeGreaterThan(100);
    const refusal = answers.find(({ status }) => status === 429);
    expect([refusal?.header('retry-after'), refusal?.json()]).toMatchObject([
      ...['1', { code: 'http.too_many_requests', status: 429 }],
    ]);
    expect(refusal?.all('strict-transport-security')).toHaveLength(1);
    expect(refused(await flood('203.0.113.2', 50))).toBe(0);
    const line = (await hop.accessLog(answers.length)).find(({ status }) => status === 429);
    expect(line).toMatchObject({ address: '203.0.113.1', limit_requests: 'REJECTED', upstream: '' });
  });

  it('are the same client in one /64 network of IPv6, and others in the next one', async () => {
    expect(refused(await floodUntilRefused('2001:db8:0:a::1'))).toBeGreaterThan(0);
    const neighbour = await floodUntilRefused('2001:db8:0:a:ffff:1:2:3');
    // who comes first may ask a hundred times at once
    expect(neighbour.length - refused(neighbour)).toBeLessThan(100);
    expect(refused(await flood('2001:db8:0:b::1', 50))).toBe(0);
    expect(refused(await flood('2001:db8::a:0:0:1', 50))).toBe(0);
  });

  it('that try to sign in too often are stopped earlier', async () => {
    const answers = await floodUntilRefused('203.0.113.3', '/api/v1/auth/token');
    expect(answers.length - refused(answers)).toBeLessThan(80);
    expect(refused(await flood('203.0.113.3', 15))).toBe(0);
  });

  it('that want more than eighty answers at the same moment are refused the rest', async () => {
    const held: ServerResponse[] = [];
    upstream.answering = (response) => held.push(response);
    const headers = { 'x-forwarded-for': '203.0.113.4' };
    let refusals = 0;
    const all = Array.from({ length: 95 }, async () => {
      if ((await ask(hop, DOOR, { headers })).status === 429) refusals += 1;
    });
    for (let time = 0; time < 500 && held.length + refusals < 95; time++) await sleep(20);
    expect([held.length, refusals]).toEqual([80, 15]);
    for (const response of held) response.end();
    await Promise.all(all);
    expect(refusals).toBe(15);
  });

  it('are who the load balancer says, where one is named, and it is believed alone', async () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' };
    const seen = (await ask(hop, DOOR, { headers })).json();
    expect(seen).toMatchObject({ 'x-forwarded-for': '203.0.113.9' });
    expect((await ask(nginx, DOOR, { headers })).json()).toMatchObject({ 'x-forwarded-for': '127.0.0.1' });
  });

  it('that are slow are hung up on, ten thousand idle ones too, and others are served meanwhile', async () => {
    const idle = await open(IDLE);
    let left = IDLE;
    for (const socket of idle) socket.on('close', () => (left -= 1));
    const { ports, certificate } = nginx;
    const plain = connect(ports.http, '127.0.0.1');
    const secure = connectTls({
      host: '127.0.0.1',
      port: ports.https,
      servername: 'localhost',
      ca: certificate.cert,
    });
    const body = connectTls({
      host: '127.0.0.1',
      port: ports.https,
      servername: 'localhost',
      ca: certificate.cert,
    });
    const slow = Promise.all([
      // a header that never ends
      patience(plain, (count) =>
        count === 0 ? 'GET / HTTP/1.1\r\nhost: localhost\r\n' : `x-${count}: y\r\n`,
      ),
      patience(secure, (count) =>
        count === 0 ? 'GET / HTTP/1.1\r\nhost: localhost\r\n' : `x-${count}: y\r\n`,
      ),
      // a body of which nothing comes
      patience(body, (count) =>
        count === 0 ? `POST ${DOOR} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n` : '',
      ),
    ]);
    for (let time = 0; time < 20; time++) expect((await ask(nginx, DOOR)).status).toBe(200);
    expect(left).toBeGreaterThan(IDLE * 0.9);
    for (const seconds of await slow) {
      expect(seconds).toBeGreaterThan(9);
      expect(seconds).toBeLessThan(25);
    }
    for (let time = 0; time < 100 && left > 0; time++) await sleep(50);
    expect(left).toBe(0);
    expect((await ask(nginx, DOOR)).status).toBe(200);
  });
});
