import { Controller, Get, Header, Res, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/access';
import { QUOTA } from '../http/quota';
import { ReadinessService } from './readiness.service';

/** For whatever decides whether this process gets requests. */
@Public()
@QUOTA('free')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: ReadinessService,
  ) {}

  /** 200 as long as the process answers at all; asks nobody else. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: 'ok'; service: 'buscainstrumentos' } {
    return { status: 'ok', service: 'buscainstrumentos' };
  }

  /** 200 when requests can be served, else 503, with what is up and down; 503 from the moment of a stop. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    try {
      if (this.readiness.isShuttingDown) return await this.health.check([() => this.readiness.shutdown()]);
      return await this.health.check([
        () => this.readiness.shutdown(),
        () => this.readiness.database(),
        ...(this.readiness.hasReplicas ? [() => this.readiness.replicas()] : []),
        () => this.readiness.imports(),
        () => this.readiness.purge(),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      void reply.status(503);
      return error.getResponse();
    }
  }
}
