import { z } from 'zod';

const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error).optional();
};

/** Leaves something of the 25 s that a stop takes at most to the requests in flight. */
const LONGEST_DRAIN = 20;
const PRODUCTION_DRAIN = 5;

/** Of how many processes; it stands among those of the server. */
export const processesVariable = { WEB_CONCURRENCY: whole(1, 64) };

/** Variables about watching and stopping a server. */
export const operationsVariables = {
  LOG_FILE: z.string().optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: whole(0, 65_535),
  DRAIN_SECONDS: whole(0, LONGEST_DRAIN),
};
type OperationsVariables = z.infer<z.ZodObject<typeof operationsVariables>>;

/** Where the figures for monitoring are served: an address of their own, which nobody publishes. */
interface MetricsConfig {
  readonly host: string;
  readonly port: number;
}

/** How a server is watched, multiplied and stopped. */
export interface OperationsConfig {
  /** Processes that serve. */
  readonly processes: number;
  /** `null`: no figures are kept at all. */
  readonly metrics: MetricsConfig | null;
  /** For so many milliseconds a server that is told to stop serves on, so that proxies notice that it is not ready. */
  readonly drain: number;
}

/** Settings about operations that contradict others. */
export function operationsFaults(env: OperationsVariables & { PORT: number }): string[] {
  const same = env.METRICS_PORT !== undefined && env.METRICS_PORT !== 0 && env.METRICS_PORT === env.PORT;
  return same ? ['METRICS_PORT must not be PORT: the figures are served apart'] : [];
}

/** The part of the configuration about operations, frozen. */
export function operationsConfig(
  env: OperationsVariables & { NODE_ENV: string; WEB_CONCURRENCY?: number | undefined },
): OperationsConfig {
  const seconds = env.DRAIN_SECONDS ?? (env.NODE_ENV === 'production' ? PRODUCTION_DRAIN : 0);
  return Object.freeze({
    processes: env.WEB_CONCURRENCY ?? 1,
    metrics:
      env.METRICS_PORT === undefined
        ? null
        : Object.freeze({ host: env.METRICS_HOST, port: env.METRICS_PORT }),
    drain: seconds * 1_000,
  });
}
