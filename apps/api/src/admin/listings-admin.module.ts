import { Module } from '@nestjs/common';
import { InstrumentsModule } from '@app/instruments';
import { BulkJobsController } from './bulk-jobs.controller';
import { InstrumentHistoryController } from './instrument-history.controller';

/** Looking after listings. */
@Module({ imports: [InstrumentsModule], controllers: [BulkJobsController, InstrumentHistoryController] })
export class ListingsAdminModule {}
