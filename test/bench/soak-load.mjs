// Everything that clients of the API do, one after the other, also what they should not.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Between two requests, in milliseconds. */
const PAUSE = 100;
const TERMS = [
  'telecaster',
  'guitarra',
  'jv-1080',
  'bajo',
  'pedal',
  'zz',
  'sm58',
  'Señal',
  '%',
  'fender jazz',
];

/** A made-up client; counts what it is answered by status. */
export class SoakClient {
  statuses = new Map();
  failures = [];
  #round = 0;

  /** @param {{ url: string, key: string, email: string, password: string }} server */
  constructor(server) {
    Object.assign(this, server);
  }

  /** Every deed once; about five seconds. */
  async round() {
    this.#round += 1;
    const number = this.#round;
    for (const deed of [
      () => this.#ask('GET', `/listInstrument?page=${1 + (number % 300)}`),
      () => this.#ask('GET', `/searchInstrument?name=${encodeURIComponent(TERMS[number % TERMS.length])}`),
      () => this.#ask('GET', '/listInstrument?category=guitarras&minPrice=100&maxPrice=900'),
      () => this.#ask('GET', `/searchInstrument?name=${number.toString(36)}`),
      () => this.#ask('GET', `/api/v1/instruments/${1 + (number % 5_000)}`),
      () => this.#session(),
      () => this.#ask('GET', '/nothing/here'),
      () => this.#ask('GET', '/listInstrument?minPrice=none'),
      () => this.#ask('POST', '/api/v1/auth/token', { body: '{"email":' }),
      () => this.#ask('POST', '/api/v1/auth/token', { body: 'x'.repeat(1_200_000) }),
      () => this.#ask('GET', '/api/v1/admin/users', { authorization: 'Bearer not.a.token' }),
      () => this.#import(number),
      () => this.#hangUp(number),
      () => this.#dawdle(),
    ]) {
      await deed().catch((error) => this.failures.push(String(error.cause ?? error)));
      await sleep(PAUSE);
    }
  }

  /** Answers of the kind that no request may get. */
  get serverErrors() {
    return [...this.statuses].filter(([status]) => status >= 500);
  }

  async #ask(method, path, { body, type = 'application/json', authorization, headers = {} } = {}) {
    const answer = await fetch(this.url + path, {
      method,
      body,
      headers: {
        ...(body === undefined ? {} : { 'content-type': type }),
        ...(authorization === undefined ? {} : { authorization }),
        ...headers,
      },
    });
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    return { headers: answer.headers, text: await answer.text() };
  }

  async #session() {
    const json = (value) => ({ body: JSON.stringify(value) });
    const { text } = await this.#ask(
      'POST',
      '/api/v1/auth/token',
      json({ email: this.email, password: this.password }),
    );
    const { access, refresh } = JSON.parse(text);
    const authorization = `Bearer ${access}`;
    await this.#ask('GET', '/api/v1/me', { authorization });
    await this.#ask('GET', '/api/v1/admin/sessions?per_page=20', { authorization });
    await this.#ask('GET', '/api/v1/admin/audit?per_page=20', { authorization });
    await this.#change(authorization);
    const next = JSON.parse((await this.#ask('POST', '/api/v1/auth/token/refresh', json({ refresh }))).text);
    await this.#ask('POST', '/api/v1/auth/logout', json({ refresh: next.refresh }));
  }

  async #change(authorization) {
    const path = '/api/v1/instruments/1';
    const { headers } = await this.#ask('GET', path);
    const body = JSON.stringify({ price: { amount: `${100 + (this.#round % 900)}.00`, currency: 'EUR' } });
    await this.#ask('PATCH', path, { authorization, body, headers: { 'if-match': headers.get('etag') } });
  }

  async #import(number) {
    if (number % 6 !== 0) return;
    const rows = Array.from(
      { length: 100 },
      (_, at) =>
        `Pedal ${number % 40}-${at},${10 + ((number + at) % 90)},https://www.reverb.com/soak/${(number % 40) * 100 + at}`,
    );
    await this.#ask('POST', '/api/v1/imports?source=reverb&wait=30', {
      ...{ type: 'text/csv', authorization: `Bearer ${this.key}` },
      body: ['name,price,link', ...rows, ''].join('\n'),
    });
  }

  /** Goes away in the middle of a body, or of an answer. */
  async #hangUp(number) {
    const head = `POST /api/v1/imports?source=reverb HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${this.key}\r\n`;
    const upload = `${head}Content-Type: text/csv\r\nContent-Length: 100000\r\n\r\nname,price,link\nHalf`;
    const read = `GET /listInstrument?page=${number % 100} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const socket = connect(Number(new URL(this.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(number % 2 === 0 ? upload : read);
    await sleep(PAUSE);
    socket.destroy();
  }

  /** Sends half a request and keeps the connection for a while. */
  async #dawdle() {
    const socket = connect(Number(new URL(this.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write('GET /listInstrument HTTP/1.1\r\nHost: loc');
    setTimeout(() => socket.destroy(), 20_000).unref();
  }
}
