import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { dropDatabase, freshDatabase } from '../support/database';
import { ServerProcess } from '../support/server';

const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })),
});
type Span = z.infer<typeof span>;
const batch = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
});

/** A collector that keeps what it is sent. */
class Collector {
  readonly spans: Span[] = [];
  private readonly server: Server = createServer((request, response) => {
    void json(request).then((body) => {
      const { resourceSpans } = batch.parse(body);
      this.spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;

let databaseUrl: string;
let collector: Collector;
let endpoint: string;
beforeAll(async () => {
  databaseUrl = await freshDatabase();
  collector = new Collector();
  endpoint = await collector.listen();
});
afterAll(async () => {
  collector.close();
  await dropDatabase(databaseUrl);
});

/** Starts a server, asks it, and stops it, which sends what it has not sent yet. */
async function traced(
  variables: Readonly<Record<string, string>>,
  ask: (url: string) => Promise<void>,
): Promise<{ stdout: string; code: number | null }> {
  const server = await ServerProcess.start({ DATABASE_URL: databaseUrl, ...variables });
  await ask(await server.url());
  server.signal('SIGTERM');
  return server.outcome;
}
const get = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

describe('traces', () => {
  it('tell of a request by its route, and of its statements below it, and never what was asked or who', async () => {
    const { stdout } = await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, async (url) => {
      expect((await get(`${url}/searchInstrument?name=what-somebody-looks-for`)).status).toBe(200);
      expect((await get(`${url}/api/v1/instruments/7`, { authorization: 'Bearer a-token' })).status).toBe(
        404,
      );
      await get(`${url}/health/ready`);
    });
    const requests = collector.spans.filter(({ kind }) => kind === 2);
    expect(requests.map(({ name }) => name)).toEqual([
      'GET /searchInstrument',
      'GET /api/v1/instruments/:id',
    ]);
    for (const request of requests) {
      const statements = collector.spans.filter(({ parentSpanId }) => parentSpanId === request.spanId);
      expect(statements.length).toBeGreaterThan(0);
      expect(statements.every(({ name, kind }) => kind === 3 && /^(SELECT|WITH|SET)$/.test(name))).toBe(true);
      expect(statements.every(({ traceId }) => traceId === request.traceId)).toBe(true);
    }
    const everything = JSON.stringify(collector.spans);
    expect(everything).not.toMatch(/what-somebody-looks-for|a-token|127\.0\.0\.1/i);
    expect(everything).toContain('http.response.status_code');
    // the line of the log leads to the trace
    expect(stdout).toContain(`"traceId":"${requests[0]?.traceId}"`);
  });

  it('are continued for a trusted proxy, and for nobody else', async () => {
    for (const [proxies, continued] of [
      ['', false],
      ['127.0.0.1', true],
    ] as const) {
      collector.spans.length = 0;
      await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, TRUSTED_PROXIES: proxies }, async (url) => {
        await get(`${url}/listInstrument`, { traceparent: TRACEPARENT });
      });
      const [request] = collector.spans.filter(({ kind }) => kind === 2);
      expect([request?.name, request?.traceId === TRACE]).toEqual(['GET /listInstrument', continued]);
    }
  });

  it('are made of a share of the requests', async () => {
    collector.spans.length = 0;
    await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: '0' }, async (url) => {
      await get(`${url}/listInstrument`);
    });
    expect(collector.spans).toEqual([]);
  });

  it('harm nobody when the collector is away', async () => {
    const { code, stdout } = await traced(
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', LOG_LEVEL: 'warn' },
      async (url) => {
        expect((await get(`${url}/listInstrument`)).status).toBe(200);
        await sleep(200);
      },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('traces: ');
  });

  it('cost nothing where nobody wants them: what collects them is not even loaded', async () => {
    const loaded = async (variables: Readonly<Record<string, string>>): Promise<boolean> => {
      const server = await ServerProcess.start({
        ...{ DATABASE_URL: databaseUrl, NODE_OPTIONS: '--trace-uncaught', NODE_DEBUG: 'module' },
        ...variables,
      });
      await server.url();
      server.signal('SIGTERM');
      return (await server.outcome).stderr.includes('@opentelemetry/sdk-trace-base');
    };
    expect(await loaded({})).toBe(false);
    expect(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).toBe(true);
  });
});
