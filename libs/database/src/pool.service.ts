import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ReplicasService } from './replicas/replicas.service';

/** Connections of this process to one database server, at this moment. */
export interface PoolState {
  /** `primary`, or `replica1` and so on. */
  readonly name: string;
  /** Open ones, busy or not. */
  readonly open: number;
  readonly idle: number;
  /** Pieces of work that wait for one. */
  readonly waiting: number;
  /** So many may be open at once. */
  readonly most: number;
}

/** What a pool of `pg` tells about itself. */
const pool = z
  .object({
    totalCount: z.number(),
    idleCount: z.number(),
    waitingCount: z.number(),
    options: z.object({ max: z.number() }),
  })
  .transform(({ totalCount: open, idleCount: idle, waitingCount: waiting, options: { max: most } }) => ({
    ...{ open, idle, waiting, most },
  }));
/** TypeORM keeps its pool here. */
const driver = z.object({ master: pool });

/** How busy the connections of this process are. Asks no database. */
@Injectable()
export class PoolService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly replicas: ReplicasService,
  ) {}

  /** One entry for each server, the primary first. */
  states(): PoolState[] {
    return [
      { name: 'primary', ...driver.parse(this.dataSource.driver).master },
      ...this.replicas.drivers().flatMap((found, index) => {
        const connected = driver.safeParse(found);
        return connected.success ? [{ name: `replica${index + 1}`, ...connected.data.master }] : [];
      }),
    ];
  }
}
