import { Injectable } from '@nestjs/common';
import { KeysRepository } from '../persistence/keys.repository';
import { KeyRing } from './key-ring';

/** A key as an operator may see it: never its secret. */
export interface KeyStatus {
  readonly kid: string;
  /** `missing`: tokens in circulation name it and are refused, because it is not in the ring. */
  readonly state: 'active' | 'retiring' | 'missing';
  /** Refresh tokens in circulation that it signed. */
  readonly tokens: number;
  /** When the last of them runs out: until then a retiring key has to stay; `null`: none. */
  readonly neededUntil: Date | null;
}

/** The keys that tokens are signed with. */
@Injectable()
export class KeysService {
  constructor(
    private readonly ring: KeyRing,
    private readonly keys: KeysRepository,
  ) {}

  /** The keys of the ring in its order, then those that are missing. */
  async list(): Promise<KeyStatus[]> {
    const uses = new Map((await this.keys.findUses()).map((use) => [use.kid, use]));
    const ring = this.ring.keys.map(({ kid }) => kid);
    const missing = [...uses.keys()].filter((kid) => !ring.includes(kid));
    return [...ring, ...missing].map((kid, position) => ({
      kid,
      state: position === 0 ? 'active' : position < ring.length ? 'retiring' : 'missing',
      tokens: uses.get(kid)?.tokens ?? 0,
      neededUntil: uses.get(kid)?.neededUntil ?? null,
    }));
  }
}
