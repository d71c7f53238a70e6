import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * While the server stops each answer closes its connection: one that stays open, though nothing comes over it any more,
 * would keep the server from ending.
 */
@Injectable()
export class StoppingService implements OnModuleDestroy {
  private stopping = false;

  /** Called before anything else is let go of. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  watch(server: FastifyInstance): void {
    server.addHook('onSend', (_request, reply, payload, done) => {
      if (this.stopping) void reply.header('Connection', 'close');
      done(null, payload);
    });
  }
}
