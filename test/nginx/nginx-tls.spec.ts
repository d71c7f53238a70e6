import { mkdir, writeFile } from 'node:fs/promises';
import { connect as connectHttp2 } from 'node:http2';
import { once } from 'node:events';
import { join } from 'node:path';
import { connect, type ConnectionOptions } from 'node:tls';
import { describeWithNginx, type Nginx, startNginx } from '../support/nginx';
import { ask } from '../support/nginx-client';
import { sendRaw } from '../support/raw-http';
import { Upstream } from '../support/upstream';

let nginx: Nginx;
let upstream: Upstream;

/** The protocol and cipher of a handshake, or the alert of the server. */
function handshake(options: ConnectionOptions): Promise<string> {
  const { certificate, ports } = nginx;
  return new Promise((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port: ports.https,
      servername: 'localhost',
      ca: certificate.cert,
      ...options,
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    socket.on('secureConnect', () => {
      resolve(`${socket.getProtocol() ?? ''} ${socket.getCipher().name}`);
      socket.destroy();
    });
  });
}

describeWithNginx('TLS at Nginx', () => {
  beforeAll(async () => {
    upstream = await Upstream.start();
    nginx = await startNginx({ upstreams: [upstream.port] });
  });
  afterAll(async () => {
    await nginx.stop();
    await upstream.kill();
  });

  it('is where plain http leads, query and all', async () => {
    for (const path of [
      '/',
      '/listInstrument?page=2',
      '/api/v1/auth/token',
      '/health/live',
      '/.well-known/x',
    ]) {
      const answer = await ask(nginx, path, { plain: true, headers: { host: 'localhost:80' } });
      expect([answer.status, answer.header('location')]).toEqual([301, `https://localhost${path}`]);
    }
    expect(upstream.seen).toEqual([]);
  });

  it('leaves challenges of certbot to plain http, and only files of theirs', async () => {
    const folder = join(nginx.folder, 'webroot/.well-known/acme-challenge');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'token-1'), 'token-1.thumbprint');
    const found = await ask(nginx, '/.well-known/acme-challenge/token-1', { plain: true });
    expect([found.status, found.header('content-type'), found.body]).toEqual([
      ...[200, 'text/plain', 'token-1.thumbprint'],
    ]);
    for (const path of ['', 'token-2', '..%2f..%2f..%2fconf/start.sh', '../../../conf/start.sh']) {
      const answer = await ask(nginx, `/.well-known/acme-challenge/${path}`, { plain: true });
      expect([path, answer.status >= 300, answer.body.includes('#!/bin/sh')]).toEqual([path, true, false]);
    }
  });

  it.each([
    ['TLSv1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
    ['TLSv1.1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ] as const)('refuses %s', async (version, alert) => {
    // this client would speak it
    const ciphers = 'ALL:@SECLEVEL=0';
    expect(await handshake({ minVersion: version, maxVersion: version, ciphers })).toBe(alert);
  });

  it('speaks 1.2 and 1.3, with ciphers that have forward secrecy only', async () => {
    expect(await handshake({ maxVersion: 'TLSv1.2' })).toMatch(/^TLSv1\.2 ECDHE-/);
    expect(await handshake({})).toMatch(/^TLSv1\.3 TLS_/);
    for (const ciphers of ['AES128-GCM-SHA256', 'DHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA']) {
      const refused = await handshake({ maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` });
      expect([ciphers, refused]).toEqual([ciphers, expect.stringMatching(/ALERT_HANDSHAKE_FAILURE$/)]);
    }
  });

  it('shows no certificate to who asks for another name, or for none', async () => {
    for (const servername of ['example.org', 'www.localhost', '']) {
      expect([servername, await handshake({ servername })]).toEqual([
        ...[servername, 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME'],
      ]);
    }
  });

  it('hangs up on who changes the name after the handshake, or asks plain http for another one', async () => {
    for (const plain of [true, false]) {
      const headers = { host: 'example.org' };
      await expect(ask(nginx, '/listInstrument', { plain, headers })).rejects.toMatchObject({
        code: 'ECONNRESET',
      });
    }
    await expect(sendRaw(nginx.ports.http, 'GET / HTTP/1.0\r\n\r\n')).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(upstream.seen).toEqual([]);
  });

  it('says once that browsers have to come back over TLS, for two years', async () => {
    for (const path of ['/listInstrument', '/nothing']) {
      const answer = await ask(nginx, path);
      expect(answer.all('strict-transport-security')).toEqual(['max-age=63072000']);
    }
    expect((await ask(nginx, '/', { plain: true })).all('strict-transport-security')).toEqual([]);
  });

  it('carries HTTP/2', async () => {
    upstream.answering = (response, { headers }) => response.end(headers.host);
    const session = connectHttp2(`https://localhost:${nginx.ports.https}`, { ca: nginx.certificate.cert });
    const stream = session.request({ ':path': '/api/v1/me' });
    const answered: Promise<object[]> = once(stream, 'response');
    let body = '';
    stream.on('data', (text) => (body += String(text)));
    expect((await answered)[0]).toMatchObject({ ':status': 200 });
    await once(stream, 'end');
    session.close();
    expect([session.alpnProtocol, body]).toEqual(['h2', 'localhost']);
    expect((await nginx.accessLog()).at(-1)).toMatchObject({ protocol: 'HTTP/2.0', tls: 'TLSv1.3' });
  });

  it('tells nobody which version of Nginx this is', async () => {
    const answers = [await ask(nginx, '/nothing'), await ask(nginx, '/', { plain: true })];
    for (const answer of answers) {
      expect([answer.header('server'), answer.body]).toEqual(['nginx', expect.not.stringMatching(/\d\.\d/)]);
    }
  });
});
