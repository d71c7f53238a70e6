import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

/** A key as the configuration names it. */
export interface NamedSecret {
  readonly kid: string;
  readonly secret: string;
}

/** A key that signs or verifies; printing it shows no secret. */
export interface RingKey {
  readonly kid: string;
  readonly key: KeyObject;
}

/** The keys of this process: the first one signs, all of them verify. */
export class KeyRing {
  readonly keys: readonly RingKey[];
  readonly active: RingKey;

  /** @param secrets at least one */
  constructor(secrets: readonly NamedSecret[]) {
    this.keys = secrets.map(({ kid, secret }) => ({ kid, key: createSecretKey(secret, 'utf8') }));
    const [active] = this.keys;
    if (!active) throw new Error('a key ring has at least one key');
    this.active = active;
  }
}

/** The form of AUTH_KEYS: `kid:secret,kid:secret`. */
function writeKeyRing(secrets: readonly NamedSecret[]): string {
  return secrets.map(({ kid, secret }) => `${kid}:${secret}`).join(',');
}

/** A new random key of 32 bytes, named after the day it was made. */
function newKey(now: Date): NamedSecret {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '');
  return { kid: `${day}-${randomBytes(3).toString('hex')}`, secret: randomBytes(32).toString('base64url') };
}

/** The ring with a new key that signs from now on; those before it still verify. */
export function rotatedRing(secrets: readonly NamedSecret[], now: Date): string {
  return writeKeyRing([newKey(now), ...secrets]);
}
