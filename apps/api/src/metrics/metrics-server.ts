import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Config } from '@app/config';

/** Figures in the text format of Prometheus: of this process, or of all that it has started. */
export interface Figures {
  readonly contentType: string;
  text(): Promise<string>;
}

/** A server that has nothing but `/metrics`. */
export interface MetricsServer {
  /** Where it answers, such as `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the figures on an address of their own, so that nothing that is published can ever lead to them. */
export async function serveMetrics(
  { host, port }: NonNullable<Config['operations']['metrics']>,
  metrics: Figures,
  logger: Logger,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    answer(request, response, metrics).catch((error: unknown) => {
      logger.error({ err: error }, 'the figures could not be told');
      response.writeHead(500).end();
    });
  });
  server.requestTimeout = 5_000;
  server.headersTimeout = 5_000;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  metrics: Figures,
): Promise<void> {
  if ((method !== 'GET' && method !== 'HEAD') || url?.split('?', 1)[0] !== '/metrics') {
    response.writeHead(404).end();
    return;
  }
  const text = await metrics.text();
  response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' });
  response.end(method === 'HEAD' ? undefined : text);
}
