import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request as it reached a server behind Nginx. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Answering = (response: ServerResponse, request: SeenRequest) => void;

/** A server behind Nginx that answers what a test wants, for what the API does not do at will. */
export class Upstream {
  readonly seen: SeenRequest[] = [];
  answering: Answering = (response) => response.end();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(port = 0): Promise<Upstream> {
    const server = createServer();
    // a test that fails at its start must not hang for it
    server.unref();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    const upstream = new Upstream(server, typeof address === 'object' && address ? address.port : 0);
    server.on('request', (request, response) => void upstream.receive(request, response));
    return upstream;
  }

  /** Dies as a killed process does: nothing listens any more, and every connection breaks. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const seen = { method, url, headers, body: await buffer(request) };
    this.seen.push(seen);
    this.answering(response, seen);
  }
}
