import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  CONFIG,
  type Config,
  ConfigurationError,
  parseSigningKeys,
  type SigningKey,
  signingKeyFault,
} from '@app/config';
import { Clock } from '@app/kernel';
import { rotatedRing } from './key-ring';

/** The key of a development machine, which nobody has to configure: made once, kept in the data directory. */
@Injectable()
export class KeyFileGateway {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * The keys in the file, which is made when it is not there; of two programs that make it, one wins for both.
   *
   * @throws ConfigurationError
   */
  async readOrCreate(): Promise<readonly SigningKey[]> {
    const file = path.resolve(this.config.dataDir, 'auth-keys');
    const found = await read(file);
    if (found !== null) return keysOf(file, found);
    await mkdir(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
    try {
      await writeFile(draft, `${rotatedRing([], this.clock.now())}\n`, { mode: 0o600, flag: 'wx' });
      await chmod(draft, 0o600);
      await link(draft, file).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
    } finally {
      await rm(draft, { force: true });
    }
    return keysOf(file, (await read(file)) ?? '');
  }
}

/** @throws ConfigurationError when somebody has spoilt the file */
function keysOf(file: string, text: string): readonly SigningKey[] {
  const keys = parseSigningKeys(text);
  const fault = keys.length === 0 ? 'must hold a key' : signingKeyFault(keys);
  if (fault !== null) throw new ConfigurationError([`${file} ${fault}; delete it, and another one is made`]);
  return keys;
}

/** @throws ConfigurationError when it is there and cannot be read */
async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new ConfigurationError([`${file} cannot be read (${codeOf(error)}): mend its owner or mode`]);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
