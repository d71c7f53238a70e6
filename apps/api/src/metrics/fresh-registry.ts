import { type MetricObjectWithValues, type MetricValue, Registry } from 'prom-client';

/** A registry whose figures are brought up to date whenever somebody asks, in this process or from another one. */
export class FreshRegistry extends Registry {
  /** @param refresh brings them up to date */
  constructor(private readonly refresh: () => Promise<void>) {
    super();
  }

  override async metrics(): Promise<string> {
    await this.refresh();
    return super.metrics();
  }

  override async getMetricsAsJSON(): Promise<MetricObjectWithValues<MetricValue<string>>[]> {
    await this.refresh();
    return super.getMetricsAsJSON();
  }
}
