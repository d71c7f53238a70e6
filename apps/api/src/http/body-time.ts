import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A body has arrived after this long, in milliseconds; of an upload the next piece of it. */
const BODY_TIME = 30_000;

/** Waits for what a client has still to send; one that keeps us waiting too long is hung up on. */
class BodyWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly limit: number,
  ) {}

  /** The client's turn. */
  wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hangUp(), this.limit).unref();
  }

  /** Our turn. */
  rest(): void {
    clearTimeout(this.timer);
  }

  private hangUp(): void {
    const { raw, server } = this.request;
    if (raw.complete || raw.readableEnded || raw.destroyed) return;
    const late = Object.assign(new Error('the body is late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    // answered as Node's own time-outs are
    if (!this.reply.sent) server.server.emit('clientError', late, raw.socket);
    raw.socket.destroySoon();
  }
}

const watches = new WeakMap<FastifyRequest, BodyWatch>();

/**
 * Hangs up on whoever sends a body too slowly (408). Node's own limit is one for all requests and as long as the longest
 * upload may take.
 *
 * @param limit in milliseconds
 */
export function limitBodyTime(server: FastifyInstance, limit = BODY_TIME): void {
  server.addHook('onRequest', (request, reply, done) => {
    // what a test injects has no line to hang up
    if (!(request.raw instanceof IncomingMessage)) {
      done();
      return;
    }
    const { 'content-length': length, 'transfer-encoding': encoding } = request.raw.headers;
    const hasBody = encoding !== undefined || (length !== undefined && length !== '0');
    // a request that came over no line, as those of tests do, has all of its body already
    if (hasBody && request.raw.socket instanceof Socket) {
      const watch = new BodyWatch(request, reply, limit);
      watches.set(request, watch);
      watch.wait();
      request.raw.once('close', () => watch.rest());
    }
    done();
  });
}

/** The watch over the body of a request; none when it has no body. */
export function watchOf(request: FastifyRequest): Pick<BodyWatch, 'wait' | 'rest'> | undefined {
  return watches.get(request);
}
