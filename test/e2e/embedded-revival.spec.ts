import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServerProcess } from '../support/server';

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'revival-'));
  chmodSync(folder, 0o755);
  server = await ServerProcess.start({ DATA_DIR: folder });
});
afterAll(async () => {
  await server.end();
  rmSync(folder, { recursive: true });
});

const pidFile = (): string => join(folder, 'pg/pgdata/postmaster.pid');
const postmaster = (): number => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

describe('a server on the embedded PostgreSQL', () => {
  it('starts it again when it was killed, and stops it in the end', async () => {
    const url = await server.url();
    const status = async (path: string): Promise<number> => (await fetch(`${url}${path}`)).status;
    expect(await status('/health/ready')).toBe(200);
    const killed = postmaster();
    process.kill(killed, 'SIGKILL');
    await server.hears(/the embedded PostgreSQL had died and was started again()/);
    for (let turn = 0; turn < 100 && (await status('/listInstrument')) !== 200; turn += 1) await sleep(50);
    expect(await status('/listInstrument')).toBe(200);
    expect(await status('/health/ready')).toBe(200);
    expect(postmaster()).not.toBe(killed);

    server.signal('SIGTERM');
    expect(await server.outcome).toMatchObject({ code: 0, stderr: '' });
    // PostgreSQL takes it away when it has come to an end in peace
    expect(existsSync(pidFile())).toBe(false);
  });
});
