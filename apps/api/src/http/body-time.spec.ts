import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import fastify, { type FastifyInstance } from 'fastify';
import { limitBodyTime } from './body-time';
import { openUpload, passUploads } from './uploads';

/** In milliseconds; a processor that others use too may be away for a few hundred. */
const LIMIT = 600;

let server: FastifyInstance;
let address: string;
let gone = 0;

beforeEach(async () => {
  server = fastify({
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) => {
      socket.end(`HTTP/1.1 ${error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400} Late\r\n\r\n`);
    },
  });
  limitBodyTime(server, LIMIT);
  passUploads(server);
  server.post('/file', { config: { uploadTypes: ['text/csv'] } }, async (request, reply) => {
    const upload = openUpload(request, reply);
    upload.signal.addEventListener('abort', () => (gone += 1));
    let size = 0;
    for await (const piece of upload.bytes) size += piece.byteLength;
    return { size };
  });
  server.post('/', (request) => ({ body: request.body }));
  server.post('/slow', async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 3 * LIMIT));
    return { body: request.body };
  });
  address = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => server.close());

/** Sends the beginning of a request, waits for the end of the line, and tells what came back. */
async function send(path: string, beginning: string, drip = ''): Promise<string> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`.replace(
      '1000',
      drip === '' ? String(beginning.length) : '1000',
    ),
  );
  socket.write(beginning);
  const dripping = drip === '' ? undefined : setInterval(() => socket.write(drip), LIMIT / 4);
  try {
    return await text(socket);
  } finally {
    clearInterval(dripping);
  }
}

describe('a body', () => {
  it('that comes drop by drop is hung up on', async () => {
    const answer = await send('/', '{', ' ');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that has come may be worked on for as long as it takes', async () => {
    expect(await send('/slow', '{"a":1}')).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"body":\{"a":1\}\}$/);
  });
});

describe('an upload', () => {
  /** Sends pieces with a pause between them, and then nothing more. */
  async function upload(pieces: number, announced: number): Promise<string> {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const answer = text(socket);
    socket.write(
      `POST /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/csv\r\nContent-Length: ${announced}\r\n\r\n`,
    );
    for (let at = 0; at < pieces; at += 1) {
      socket.write('x');
      await new Promise((resolve) => setTimeout(resolve, LIMIT / 4));
    }
    return answer;
  }

  it('may take longer as a whole while its pieces keep coming', async () => {
    expect(await upload(10, 10)).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"size":10\}$/);
  });

  it('whose next piece does not come is hung up on, and its reader told', async () => {
    gone = 0;
    expect(await upload(2, 10)).toMatch(/^HTTP\/1\.1 408 /);
    await new Promise((resolve) => setTimeout(resolve, LIMIT / 4));
    expect(gone).toBe(1);
  });
});
