import { Module } from '@nestjs/common';
import { InstrumentsModule } from '@app/instruments';
import { ImportRunsController } from './import-runs.controller';
import { ImportsController } from './imports.controller';

/** The doors to imports. */
@Module({ imports: [InstrumentsModule], controllers: [ImportsController, ImportRunsController] })
export class ImportsApiModule {}
