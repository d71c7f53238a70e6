import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import type { FastifyBaseLogger } from 'fastify';
import type { TracesConfig } from '@app/config';
import { buildInfo } from './http/build-info';

/** The collector has so many milliseconds for a batch of spans. */
const PATIENCE = 5_000;

/**
 * Sends what requests, jobs and statements tell about themselves to a collector (OTLP over HTTP). Until it is called,
 * their spans cost next to nothing and go nowhere: the packages that collect them are loaded here and not before.
 *
 * A collector that is away costs spans, a line in the log for each batch, and nothing else.
 *
 * @returns sends what is left and ends it; waits {@link PATIENCE} at most
 */
export async function startTracing(
  { endpoint, service, share }: TracesConfig,
  logger: FastifyBaseLogger,
): Promise<() => Promise<void>> {
  const [{ AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }, otlp, resources, sdk] =
    await Promise.all([
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-base'),
    ]);
  const tell = (message: string): void => logger.warn(`traces: ${message}`);
  const silent = (): void => undefined;
  diag.setLogger(
    { error: tell, warn: tell, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const exporter = new otlp.OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: PATIENCE });
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': service,
      'service.version': buildInfo().version,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter, { exportTimeoutMillis: PATIENCE })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown().catch((error: unknown) => tell(String(error)));
}
