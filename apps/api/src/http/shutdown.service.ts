import type { Socket } from 'node:net';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * How this process takes its leave: it says that it is not ready, answers what is asked meanwhile, and keeps no
 * connection open behind an answer.
 */
@Injectable()
export class ShutdownService implements OnModuleDestroy {
  /** Requests in flight on each open connection. */
  private readonly connections = new Map<Socket, number>();
  private begun = false;

  get hasBegun(): boolean {
    return this.begun;
  }

  /** Looks after the connections of a server; call it before it listens. */
  watch(instance: FastifyInstance): void {
    instance.server.on('connection', (socket) => {
      this.connections.set(socket, 0);
      socket.once('close', () => this.connections.delete(socket));
    });
    instance.server.on('request', ({ socket }, response) => {
      this.count(socket, 1);
      response.once('close', () => this.count(socket, -1));
    });
    instance.addHook('onSend', (_request, reply, payload, done) => {
      if (this.begun) void reply.header('Connection', 'close');
      done(null, payload);
    });
  }

  /** From now on the process is not ready, and each connection ends with its next answer. */
  begin(): void {
    this.begun = true;
  }

  /** At the latest when the application lets go of its parts. */
  onModuleDestroy(): void {
    this.begin();
  }

  /**
   * Hangs up wherever nobody waits for an answer: on clients that keep a connection, or opened one and said nothing.
   * Node closes the former only if they were idle when it stopped to listen, and the latter never.
   */
  hangUpIdle(): void {
    for (const [socket, requests] of this.connections) if (requests === 0) socket.destroy();
  }

  private count(socket: Socket, change: number): void {
    const requests = this.connections.get(socket);
    if (requests !== undefined) this.connections.set(socket, requests + change);
  }
}
