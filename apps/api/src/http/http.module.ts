import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthModule } from '@app/auth';
import { AccessTokenStrategy } from './access-token.strategy';
import { AcceptGuard } from './accept.guard';
import { AccessGuard } from './access.guard';
import { ErrorsController } from './errors.controller';
import { OpenApiController } from './openapi.controller';
import { MissingPermissionsService } from './missing-permissions.service';
import { RequestQuotasService } from './request-quotas.service';
import { ShutdownService } from './shutdown.service';

/** What stands at every door, and doors about the API itself. */
@Module({
  imports: [AuthModule],
  controllers: [ErrorsController, OpenApiController],
  providers: [
    AccessTokenStrategy,
    MissingPermissionsService,
    RequestQuotasService,
    ShutdownService,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: AcceptGuard },
  ],
  exports: [RequestQuotasService, ShutdownService],
})
export class HttpModule {}
