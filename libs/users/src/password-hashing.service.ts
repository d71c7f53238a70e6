import { createHash, pbkdf2, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { compare } from 'bcryptjs';
import { BoundedQueue } from './bounded-queue';
import { restOf } from './legacy-hashes';
import { ARGON2, needsRehash, normalisePassword, type ParsedHash, parseHash } from './password-hash';
import { HashingBusyError } from './passwords.errors';

/** Node does such work on four threads: more at once would only keep files and names from being read. */
const THREADS = 4;
const MAY_WAIT = 50;
const SHA256_BYTES = 32;
/** Of 32 random bytes that nobody kept; its parameters are those of a new hash, so it costs the same. */
const DUMMY: ParsedHash = {
  kind: 'argon2',
  phc:
    `$argon2id$v=19$m=${ARGON2.memoryCost},t=${ARGON2.timeCost},p=${ARGON2.parallelism}` +
    '$Wo8JSvWybTpWFJ0l1K5Sig$HsNCI3BSB8geEt37FE9JJIPecm55K2EM13FxzMrm7NE',
  raw: false,
};

const derive = promisify(pbkdf2);

/**
 * Makes and checks password hashes. As many at once as there are processors, 50 more wait, the rest is refused: an
 * attacker who sends passwords fills a queue, not the memory.
 */
@Injectable()
export class PasswordHashingService {
  private readonly queue = new BoundedQueue(
    Math.min(availableParallelism(), THREADS),
    MAY_WAIT,
    () => new HashingBusyError(),
  );

  /**
   * @returns a PHC string with its own salt
   * @throws HashingBusyError
   */
  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(normalisePassword(password), ARGON2));
  }

  /**
   * Whether a password fits a stored hash: ours, or one that Django wrote. What is no hash costs as much as one.
   *
   * @param padding hashes that are computed besides, but for one of the same cost as the stored one
   * @throws HashingBusyError
   */
  async verify(stored: string, password: string, padding: readonly ParsedHash[] = []): Promise<boolean> {
    const own = parseHash(stored);
    return this.queue.run(async () => {
      const right = own !== null && (await fits(own, password));
      for (const hash of restOf(own, [DUMMY, ...padding])) await fits(hash, password);
      return right;
    });
  }

  /**
   * The work of {@link verify} where there is nothing to verify, so that nobody can tell by the time.
   *
   * @returns always false
   * @throws HashingBusyError
   */
  async verifyDummy(password: string, padding: readonly ParsedHash[] = []): Promise<boolean> {
    return this.verify('', password, padding);
  }

  /** Whether a hash that fitted should be replaced by one of today's. */
  needsRehash(stored: string): boolean {
    return needsRehash(stored);
  }
}

async function fits(parsed: ParsedHash, password: string): Promise<boolean> {
  switch (parsed.kind) {
    case 'argon2':
      return verify(parsed.phc, parsed.raw ? password : normalisePassword(password));
    case 'bcrypt':
      return compare(
        parsed.sha256 ? createHash('sha256').update(password).digest('hex') : password,
        parsed.hash,
      );
    case 'pbkdf2': {
      const { iterations, salt, digest } = parsed;
      return timingSafeEqual(await derive(password, salt, iterations, SHA256_BYTES, 'sha256'), digest);
    }
  }
}
