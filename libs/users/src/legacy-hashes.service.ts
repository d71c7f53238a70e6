import { Injectable } from '@nestjs/common';
import { behindSettings, oneOfEachCost } from './legacy-hashes';
import { type ParsedHash, parseHash } from './password-hash';
import { CredentialsRepository } from './persistence/credentials.repository';

/** What was found is believed for so long, in milliseconds. */
const REFRESH = 60_000;
/** More settings than any installation has seen. */
const MOST_SETTINGS = 50;

/**
 * Hashes that another program wrote and that no sign-in has renewed so far. While there are any, every check of a
 * password does their work too: else the time would tell which accounts have one.
 */
@Injectable()
export class LegacyHashesService {
  private found: Promise<readonly ParsedHash[]> = Promise.resolve([]);
  private goodUntil = 0;

  constructor(private readonly credentials: CredentialsRepository) {}

  /** Whether there is one that a password fits. */
  async areThere(): Promise<boolean> {
    return (await this.padding()).length > 0;
  }

  /** One hash of each cost. Whoever checks a password computes all of them. */
  async padding(): Promise<readonly ParsedHash[]> {
    if (performance.now() >= this.goodUntil) {
      this.goodUntil = performance.now() + REFRESH;
      this.found = this.find();
    }
    try {
      return await this.found;
    } catch (error) {
      this.goodUntil = 0;
      throw error;
    }
  }

  /** Looks at one hash of each settings, by an index. */
  private async find(): Promise<readonly ParsedHash[]> {
    const hashes: ParsedHash[] = [];
    let stored = await this.credentials.findLegacyHash('');
    for (let n = 0; stored !== null && n < MOST_SETTINGS; n += 1) {
      const hash = parseHash(stored);
      if (hash) hashes.push(hash);
      stored = await this.credentials.findLegacyHash(behindSettings(stored));
    }
    return oneOfEachCost(hashes);
  }
}
