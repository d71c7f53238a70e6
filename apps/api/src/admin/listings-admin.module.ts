import { Module } from '@nestjs/common';
import { InstrumentsModule } from '@app/instruments';
import { BulkJobsController } from './bulk-jobs.controller';

/** Looking after listings. */
@Module({ imports: [InstrumentsModule], controllers: [BulkJobsController] })
export class ListingsAdminModule {}
