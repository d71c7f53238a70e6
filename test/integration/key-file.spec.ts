import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, parseConfig } from '@app/config';
import { Clock } from '@app/kernel';
import { KeyFileGateway } from '../../libs/auth/src/tokens/key-file.gateway';

const root = mkdtempSync(join(tmpdir(), 'key-file-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const gateway = (dir: string): KeyFileGateway =>
  new KeyFileGateway(parseConfig({ DATA_DIR: join(root, dir) }, false), new Clock());

describe('the key of a development machine', () => {
  it('is made once, by however many programs at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => gateway('a/b').readOrCreate()));
    expect(new Set(all.map(([key]) => key?.secret)).size).toBe(1);
    expect(await gateway('a/b').readOrCreate()).toEqual(all[0]);
    expect(await gateway('c').readOrCreate()).not.toEqual(all[0]);
  });

  it.each(['', 'a:short', 'nonsense'])('is not taken from a spoilt file: %j', async (text) => {
    writeFileSync(join(root, 'auth-keys'), text);
    const refused = gateway('.').readOrCreate();
    await expect(refused).rejects.toThrow(ConfigurationError);
    await expect(refused).rejects.toThrow(/delete it/);
  });

  it('says of a file that cannot be read what is the matter', async () => {
    mkdirSync(join(root, 'd/auth-keys'), { recursive: true });
    const refused = gateway('d').readOrCreate();
    await expect(refused).rejects.toThrow(ConfigurationError);
    await expect(refused).rejects.toThrow(/auth-keys cannot be read \(EISDIR\)/);
  });
});
