import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropDatabase, freshDatabase } from '../support/database';
import { PRODUCTION } from '../support/production';
import { ServerProcess } from '../support/server';

let database: string;
let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => server.end());
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await dropDatabase(database);
});

describe('a log in a file', () => {
  it('loses no line to a rotation under load: the file is moved away and opened anew on SIGUSR2', async () => {
    const file = join(folder, 'logs', 'api.log');
    server = await ServerProcess.start({ DATABASE_URL: database, LOG_FILE: file, LOG_FORMAT: 'pretty' });
    const url = await server.url();
    const answered: (string | null)[] = [];
    let asking = true;
    const client = async (): Promise<void> => {
      while (asking) answered.push((await fetch(`${url}/health/live`)).headers.get('x-request-id'));
    };
    const clients = Promise.all([client(), client(), client()]);
    for (let rotation = 1; rotation <= 3; rotation += 1) {
      const before = answered.length;
      while (answered.length < before + 50) await sleep(5);
      renameSync(file, `${file}.${rotation}`);
      // what is written before the signal arrives goes into the file that was moved away
      await sleep(20);
      server.signal('SIGUSR2');
      while (!readdirSync(join(folder, 'logs')).includes('api.log')) await sleep(5);
    }
    // some for the last file as well
    const before = answered.length;
    while (answered.length < before + 20) await sleep(5);
    asking = false;
    await clients;
    server.signal('SIGTERM');
    const { code, stdout } = await server.outcome;
    expect(code).toBe(0);
    expect(stdout).not.toContain('"msg":"request"');

    const files = readdirSync(join(folder, 'logs')).sort();
    expect(files).toEqual(['api.log', 'api.log.1', 'api.log.2', 'api.log.3']);
    const lines = files.flatMap((name) =>
      readFileSync(join(folder, 'logs', name), 'utf8')
        .trimEnd()
        .split('\n'),
    );
    const logged = lines.map((line) => {
      const { requestId }: { requestId?: string } = JSON.parse(line);
      return requestId;
    });
    expect(logged.filter((id) => id !== undefined).sort()).toEqual([...answered].sort());
    expect(files.every((name) => readFileSync(join(folder, 'logs', name), 'utf8') !== '')).toBe(true);
  });

  it('goes on where it was when the new file cannot be made, and says so', async () => {
    const file = join(folder, 'gone', 'api.log');
    server = await ServerProcess.start({ DATABASE_URL: database, LOG_FILE: file });
    const url = await server.url();
    renameSync(join(folder, 'gone'), join(folder, 'moved'));
    // where the folder was there is a file now
    readFileSync(join(folder, 'gone'), { flag: 'a+' });
    server.signal('SIGUSR2');
    await server.hears(/LOG_FILE cannot be written: (?:EEXIST|ENOTDIR)()/);
    const id = (await fetch(`${url}/health/live`)).headers.get('x-request-id') ?? 'none';
    // the line is written when the answer has left
    const moved = (): string => readFileSync(join(folder, 'moved', 'api.log'), 'utf8');
    for (let turn = 0; turn < 100 && !moved().includes(id); turn += 1) await sleep(20);
    expect(moved()).toContain(id);
  });

  it('on a full disk costs its lines, not the server, and is told once', async () => {
    server = await ServerProcess.start({ DATABASE_URL: database, LOG_FILE: '/dev/full' });
    const url = await server.url();
    for (let n = 0; n < 5; n += 1) expect((await fetch(`${url}/health/live`)).status).toBe(200);
    server.signal('SIGTERM');
    expect(await server.outcome).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^LOG_FILE cannot be written: ENOSPC[^\n]*\n$/),
    });
  });

  it('has every line of production in it, those of a start whatever the level', async () => {
    const variables = { ...PRODUCTION, DATABASE_URL: database, LOG_LEVEL: 'error', DRAIN_SECONDS: '0' };
    server = await ServerProcess.start(variables);
    await server.url();
    server.signal('SIGTERM');
    const lines = (await server.outcome).stdout.trimEnd().split('\n');
    const messages = lines.map((line) => {
      const { msg }: { msg: string } = JSON.parse(line);
      return msg;
    });
    expect(messages).toEqual([expect.stringMatching(/^answers at http:/)]);
  });

  it('may be standard output, and a signal to rotate ends nothing', async () => {
    server = await ServerProcess.start({ DATABASE_URL: database });
    const url = await server.url();
    server.signal('SIGUSR2');
    await sleep(200);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await server.hears(/"msg":"request"()/);
  });
});
