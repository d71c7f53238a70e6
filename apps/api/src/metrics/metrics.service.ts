import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { type Aggregator, AggregatorRegistry, collectDefaultMetrics, Gauge } from 'prom-client';
import { PoolService } from '@app/database';
import { Clock } from '@app/kernel';
import { buildInfo } from '../http/build-info';
import { FiguresService } from './figures.service';
import { FreshRegistry } from './fresh-registry';
import { RequestMeter } from './request-meter';

const PREFIX = 'buscainstrumentos_';

/** The figures of this process and of the installation, in the text format of Prometheus. */
@Injectable()
export class MetricsService {
  private readonly registry = new FreshRegistry(() => this.refresh());
  private shared: object | undefined;
  private readonly requests = new RequestMeter(this.registry);
  private readonly gauges = {
    up: this.gauge(
      'database_up',
      'Whether the database answered: 1 or 0. All figures out of it are left out at 0.',
      [],
      'min',
    ),
    connections: this.gauge('database_connections', 'Connections of this process.', ['pool', 'state'], 'sum'),
    most: this.gauge('database_connections_max', 'Connections that this process may have.', ['pool'], 'sum'),
    waiting: this.gauge('database_waiting', 'Pieces of work that wait for a connection.', ['pool'], 'sum'),
    age: this.gauge(
      'import_age_seconds',
      'Since the last import that succeeded; none: there was never one.',
      ['source'],
    ),
    overdue: this.gauge('import_overdue', 'Whether an import is late: 1 or 0.', ['source']),
    sessions: this.gauge('sessions_open', 'Sessions that have not ended; estimated beyond 100,000.'),
    tokens: this.gauge(
      'tokens_outstanding',
      'Refresh tokens neither used nor run out; estimated beyond 100,000.',
    ),
    purge: this.gauge('purge_age_seconds', 'Since the last purge that came to its end.'),
    mails: this.gauge('mails_waiting', 'Mails that wait to be sent.'),
    failed: this.gauge('mails_failed', 'Mails given up for good in the last 24 hours.'),
  };

  constructor(
    private readonly figures: FiguresService,
    private readonly pools: PoolService,
    private readonly clock: Clock,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('build_info', 'Always 1; what runs is in the labels.', ['version', 'node']).set(
      buildInfo(),
      1,
    );
  }

  /** The type of {@link text}. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** Counts the requests of a server; call it before it has routes. */
  watch(instance: FastifyInstance): void {
    this.requests.watch(instance);
  }

  /** All figures, those out of the database up to 15 s old. */
  async text(): Promise<string> {
    return this.registry.metrics();
  }

  /** Hands the figures to the process that has started this one, which adds those of all up. */
  share(): void {
    // one that is made listens to the process that asks
    this.shared ??= new AggregatorRegistry();
    AggregatorRegistry.setRegistries([this.registry]);
  }

  private async refresh(): Promise<void> {
    await this.tellDatabase();
    this.tellPools();
  }

  private tellPools(): void {
    for (const { name: pool, open, idle, waiting, most } of this.pools.states()) {
      this.gauges.connections.set({ pool, state: 'idle' }, idle);
      this.gauges.connections.set({ pool, state: 'busy' }, open - idle);
      this.gauges.most.set({ pool }, most);
      this.gauges.waiting.set({ pool }, waiting);
    }
  }

  private async tellDatabase(): Promise<void> {
    const { up, age, overdue, sessions, tokens, purge, mails, failed } = this.gauges;
    const figures = await this.figures.read();
    up.set(figures ? 1 : 0);
    // a source that is gone leaves no figure behind, and neither does a database that is away
    age.reset();
    overdue.reset();
    if (!figures) {
      for (const gauge of [sessions, tokens, purge, mails, failed]) gauge.remove();
      return;
    }
    for (const { slug: source, lastSuccessAt, overdue: late } of figures.imports) {
      if (lastSuccessAt) age.set({ source }, this.secondsSince(lastSuccessAt));
      overdue.set({ source }, late ? 1 : 0);
    }
    sessions.set(figures.open.sessions);
    tokens.set(figures.open.tokens);
    purge.set(this.secondsSince(figures.purge.since));
    mails.set(figures.mails.waiting);
    failed.set(figures.mails.failed);
  }

  private secondsSince(moment: Date): number {
    return Math.max(0, (this.clock.now().getTime() - moment.getTime()) / 1_000);
  }

  /** @param aggregator what several processes say together; those of the whole installation each say the same */
  private gauge<T extends string>(
    name: string,
    help: string,
    labelNames: T[] = [],
    aggregator: Aggregator = 'max',
  ): Gauge<T> {
    return new Gauge({ name: `${PREFIX}${name}`, help, labelNames, aggregator, registers: [this.registry] });
  }
}
