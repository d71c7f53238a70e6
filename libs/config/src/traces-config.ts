import { z } from 'zod';

const isHttp = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
const SHARE = 'must be a number from 0 to 1';

/** Variables about traces; the names are those of OpenTelemetry. */
export const tracesVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isHttp, { error: 'must be an address such as http://collector:4318' })
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('buscainstrumentos'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number({ error: SHARE }).min(0, SHARE).max(1, SHARE).default(1),
};
type TracesVariables = z.infer<z.ZodObject<typeof tracesVariables>>;

/** Where traces go, and how many. */
export interface TracesConfig {
  /** Base address of a collector that speaks OTLP over HTTP. */
  readonly endpoint: string;
  readonly service: string;
  /** Which share of the requests is traced, from 0 to 1. */
  readonly share: number;
}

/** The part of the configuration about traces, frozen; `null`: none are made. */
export function tracesConfig(env: TracesVariables): TracesConfig | null {
  if (env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return null;
  return Object.freeze({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, ''),
    service: env.OTEL_SERVICE_NAME,
    share: env.OTEL_TRACES_SAMPLER_ARG,
  });
}
