import { Module } from '@nestjs/common';
import { ErrorsController } from './errors.controller';

/** Doors about the API itself. */
@Module({ controllers: [ErrorsController] })
export class HttpModule {}
