import * as net from 'node:net';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../libs/database/src/data-source';
import { dropDatabase, freshDatabase } from '../support/database';

/** The last message of a greeting: ready for a query, in no transaction (PostgreSQL's protocol 3.0). */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

let url: string;
let proxy: net.Server;
let dataSource: DataSource;
let dying = false;

/** What a server says to its connections when it dies. */
function farewell(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0', 'latin1');
  const head = Buffer.from('E\0\0\0\0', 'latin1');
  head.writeInt32BE(4 + fields.length, 1);
  return Buffer.concat([head, fields]);
}

/** Hands everything on; while the server is dying, its farewell comes in one piece with the greeting. */
function between(client: net.Socket): void {
  const server = net.connect(Number(new URL(url).port), new URL(url).hostname);
  client.on('error', () => server.destroy()).on('close', () => server.destroy());
  server.on('error', () => client.destroy()).on('close', () => client.destroy());
  client.on('data', (bytes) => server.write(bytes));
  server.on('data', (bytes) => {
    const last = dying && bytes.includes(READY);
    client.write(last ? Buffer.concat([bytes, farewell()]) : bytes);
  });
}

beforeAll(async () => {
  url = await freshDatabase();
  proxy = net.createServer(between);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('not an address of TCP');
  const way = new URL(url);
  way.host = `127.0.0.1:${address.port}`;
  dataSource = await createDataSource(way.href).initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await new Promise((resolve) => proxy.close(resolve));
  await dropDatabase(url);
});

it('a connection that the server ends right behind its greeting fails its query and nothing else', async () => {
  dying = true;
  const [kept, made] = await Promise.allSettled([
    dataSource.query('SELECT pg_sleep(0.1)'),
    dataSource.query('SELECT 1'),
  ]);
  expect(kept.status).toBe('fulfilled');
  expect(made).toMatchObject({ status: 'rejected' });
  dying = false;
  expect(await dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});
