import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Client, Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { DatabaseTimeoutError, databaseFault } from './database.errors';
import { ReplicasService } from './replicas/replicas.service';
import { inSpan } from './statement-span';

const backendRow = z.object({ pid: z.number() });
const lockRows = z.array(z.object({ locked: z.boolean() }));

const NO_POSTGRESQL = 'the driver is not that of PostgreSQL';

/** So many rows come from a cursor at once. */
const BATCH = 1_000;

/** How a transaction reads: `repeatable read` shows one and the same state to all its statements. */
export interface TransactionOptions {
  readonly isolation?: 'REPEATABLE READ';
}

/**
 * The one way to the database. What runs inside `run` shares a transaction; what runs inside `onOneConnection` shares
 * a connection, and with it temporary tables and session locks; what runs outside both has neither.
 */
@Injectable()
export class Transactions {
  private readonly current = new AsyncLocalStorage<EntityManager>();
  private cursors = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly replicas: ReplicasService,
  ) {}

  /**
   * Does work that only reads, and may show what was true some seconds ago (`DATABASE_REPLICA_LAG_SECONDS`), on a
   * replica where there is one. One that is lost costs nobody an answer: the work is done again on the primary. Inside a
   * transaction or on a connection of its own it is a part of that.
   */
  async reading<T>(work: () => Promise<T>): Promise<T> {
    const replica = this.current.getStore() ? null : this.replicas.next();
    const source = replica?.source;
    if (!replica || !source) return work();
    try {
      return await this.current.run(source.manager, work);
    } catch (error) {
      const fault = databaseFault(error);
      if (fault === null) throw error;
      // too long for a replica is no fault of its own: it may be in the way of what it has to replay
      if (!(fault instanceof DatabaseTimeoutError)) replica.suspect();
      return work();
    }
  }

  /** Runs the work in a transaction; inside another one it joins that one. */
  async run<T>(work: () => Promise<T>, { isolation }: TransactionOptions = {}): Promise<T> {
    if (this.manager.queryRunner?.isTransactionActive) return work();
    const inside = (manager: EntityManager): Promise<T> => this.current.run(manager, work);
    // as the server does it, which is READ COMMITTED, costs no statement
    return isolation === undefined
      ? this.manager.transaction(inside)
      : this.manager.transaction(isolation, inside);
  }

  /**
   * Runs the work on a connection of its own, without a transaction until `run` opens one.
   *
   * @param signal ends the connection, and with it whatever statement runs there: the work fails at once
   */
  async onOneConnection<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const runner = this.dataSource.createQueryRunner('master');
    try {
      await runner.connect();
      const onIt = (): Promise<T> => this.current.run(runner.manager, work);
      return await (signal ? this.untilAborted(signal, runner, onIt) : onIt());
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs the work unless somebody else holds the lock, in this program or another one on the same database.
   *
   * @param lock one of ADVISORY_LOCKS
   * @returns `null` when somebody does
   */
  async alone<T>(lock: number, work: () => Promise<T>): Promise<T | null> {
    const runner = this.dataSource.createQueryRunner('master');
    try {
      await runner.connect();
      const answer: unknown = await runner.query('SELECT pg_try_advisory_lock($1) AS locked', [lock]);
      if (!lockRows.parse(answer)[0]?.locked) return null;
      // a connection that broke has let go of its lock by itself
      return await work().finally(() =>
        runner.query('SELECT pg_advisory_unlock($1)', [lock]).catch(() => undefined),
      );
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs the work without the time limits that statements of this program have, for what takes minutes; only inside
   * `onOneConnection`, which has the limits again afterwards. Locks are waited for a minute.
   */
  async withoutTimeLimits<T>(work: () => Promise<T>): Promise<T> {
    await this.execute(`SET statement_timeout = 0; SET lock_timeout = '60s'`);
    try {
      return await work();
    } finally {
      // a connection that broke meanwhile goes back to nobody
      await this.execute('RESET statement_timeout; RESET lock_timeout').catch(() => undefined);
    }
  }

  /** The entity manager of the transaction or connection that runs, or one with neither. */
  get manager(): EntityManager {
    return this.current.getStore() ?? this.dataSource.manager;
  }

  /**
   * Runs one statement and checks each row that comes back.
   *
   * @param row the shape of a row; `bigint` and `numeric` arrive as strings
   * @throws ZodError when the database answers in another shape: a fault of ours
   */
  async query<T>(row: z.ZodType<T>, sql: string, parameters: unknown[] = []): Promise<T[]> {
    const answer: unknown = await inSpan(sql, () => this.manager.query(sql, parameters));
    return checked(row, answer);
  }

  /**
   * The same for a statement that nearly every request asks: each connection plans it once.
   *
   * @param name of the statement, the same for the same text only
   */
  async queryPrepared<T>(
    row: z.ZodType<T>,
    name: string,
    sql: string,
    parameters: unknown[] = [],
  ): Promise<T[]> {
    const { queryRunner: shared, dataSource } = this.manager;
    const client: unknown = shared ? await shared.connect() : poolOf(dataSource);
    if (!(client instanceof Client || client instanceof Pool)) throw new Error(NO_POSTGRESQL);
    const statement = { name, text: sql, values: parameters };
    const { rows } = await inSpan(sql, () => client.query<Record<string, unknown>>(statement));
    return checked(row, rows);
  }

  /**
   * Reads a result of any length in batches, with the memory of one; only inside `run`. Whoever takes the batches may
   * take his time over them.
   */
  async *batches<T>(row: z.ZodType<T>, sql: string): AsyncGenerator<readonly T[]> {
    const cursor = `batches_${++this.cursors}`;
    await this.waitForReader();
    await this.execute(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`);
    for (;;) {
      const batch = await this.query(row, `FETCH ${BATCH} FROM ${cursor}`);
      if (batch.length === 0) return this.execute(`CLOSE ${cursor}`);
      yield batch;
    }
  }

  /** Lets whoever takes the rows of this transaction take his time over them; only inside `run`, and he bounds it himself. */
  async waitForReader(): Promise<void> {
    await this.execute('SET LOCAL idle_in_transaction_session_timeout = 0');
  }

  /** Runs statements whose rows nobody reads. */
  async execute(sql: string, parameters: unknown[] = []): Promise<void> {
    await inSpan(sql, () => this.manager.query(sql, parameters));
  }

  /**
   * Streams rows into a table by COPY; only inside `onOneConnection`.
   *
   * @param target the table and its columns, such as `stage (a, b)`
   * @param lines rows in the text format of COPY, each ending in a line feed
   */
  async copyInto(target: string, lines: Iterable<string>): Promise<void> {
    const client: unknown = await this.manager.queryRunner?.connect();
    if (!(client instanceof Client)) throw new Error('copyInto runs inside onOneConnection');
    const sql = `COPY ${target} FROM STDIN`;
    await inSpan(sql, () => pipeline(Readable.from(inPieces(lines)), client.query(copyFrom(sql))));
  }

  private async untilAborted<T>(
    signal: AbortSignal,
    runner: QueryRunner,
    work: () => Promise<T>,
  ): Promise<T> {
    const [backend] = backendRow.array().parse(await runner.query('SELECT pg_backend_pid() AS pid'));
    const client: unknown = await runner.connect();
    if (!(client instanceof Client)) throw new Error(NO_POSTGRESQL);
    // its last words come before the end of the socket
    let hasGone: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      hasGone = resolve;
    });
    client.once('end', hasGone);
    let ended: Promise<unknown> = Promise.resolve();
    const end = (): void => {
      // answered when the connection is gone, after ten seconds at the latest
      const told = this.dataSource.query('SELECT pg_terminate_backend($1, 10000)', [backend?.pid]);
      ended = told.then(() => gone).catch(() => undefined);
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      signal.removeEventListener('abort', end);
      await ended;
      client.off('end', hasGone);
      // whoever asks next hears that it is gone: that must not be somebody who got it from the pool
      if (signal.aborted) await runner.query('SELECT').catch(() => undefined);
    }
  }
}

const anyRows = z.array(z.unknown());

/** Checks row by row: a schema of the list would be made anew for each answer, for more than a short one costs to check. */
function checked<T>(row: z.ZodType<T>, answer: unknown): T[] {
  return anyRows.parse(answer).map((one) => row.parse(one));
}

/** TypeORM keeps its pool there. */
function poolOf({ driver }: DataSource): unknown {
  return 'master' in driver ? driver.master : undefined;
}

/** A write to the socket costs more than a line: lines go out in pieces of about this many characters. */
const PIECE = 64 * 1024;

function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** Writes one row in the text format of COPY; `null` is the database's null. */
export function copyLine(values: readonly (string | number | null)[]): string {
  return `${values.map(copyValue).join('\t')}\n`;
}

const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyValue(value: string | number | null): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return value.replace(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? character);
}
