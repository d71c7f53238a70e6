import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CONNECTIONS, type ConnectionSettings } from '../data-source';
import { Replica } from './replica';
import { ReplayLag } from './replay-lag';

/** Replicas are looked at this often, in milliseconds. */
const LOOK_EVERY = 1_000;

const placeRow = z.tuple([z.object({ place: z.string() })]);

/** How many of the replicas are read from now. */
export interface ReplicaState {
  readonly configured: number;
  readonly usable: number;
}

/**
 * The replicas of the database: looked at each second, read from in turn, left alone while they are away or too far
 * behind. How far is told by `ReplayLag`.
 */
@Injectable()
export class ReplicasService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('replicas');
  private readonly replicas: readonly Replica[];
  private readonly mostLag: number;
  private readonly lag: ReplayLag;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private turn = 0;
  private told = 0;

  constructor(
    private readonly primary: DataSource,
    @Inject(CONNECTIONS) settings: ConnectionSettings,
  ) {
    const { urls, mostLag } = settings.replicas ?? { urls: [], mostLag: 0 };
    this.replicas = urls.map((url) => new Replica(url, settings));
    this.mostLag = mostLag;
    this.lag = new ReplayLag(mostLag);
  }

  /** One to read from, in turn; `null`: the primary. */
  next(): Replica | null {
    const usable = this.replicas.filter(({ source }) => source !== null);
    return usable[this.turn++ % usable.length] ?? null;
  }

  /** For monitoring. */
  state(): ReplicaState {
    return {
      configured: this.replicas.length,
      usable: this.replicas.filter(({ source }) => source !== null).length,
    };
  }

  /** Drivers of TypeORM, for whoever counts their connections; `undefined`: not connected. */
  drivers(): readonly unknown[] {
    return this.replicas.map(({ driver }) => driver);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.replicas.length === 0) return;
    await this.look();
    this.timer = setInterval(() => {
      this.looking = this.look();
    }, LOOK_EVERY);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  private async look(): Promise<void> {
    const now = performance.now();
    try {
      const answer: unknown = await this.primary.query(
        `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS place`,
      );
      this.lag.note(BigInt(placeRow.parse(answer)[0].place), now);
    } catch {
      // away: it writes nothing, so that nobody falls behind
    }
    const mayBe = (replayed: bigint): boolean => this.lag.of(replayed, performance.now()) <= this.mostLag;
    await Promise.all(this.replicas.map((replica) => replica.look(mayBe)));
    this.tell();
  }

  private tell(): void {
    const { configured, usable } = this.state();
    if (usable === this.told) return;
    this.told = usable;
    const line = `${usable} of ${configured} replicas are read from`;
    if (usable < configured) this.logger.warn(line);
    else this.logger.log(line);
  }
}
