import { Module } from '@nestjs/common';
import { InstrumentsModule } from '@app/instruments';
import { HttpModule } from '../http/http.module';
import { AddInstrumentController } from './add-instrument.controller';
import { ChoicesController } from './choices.controller';
import { ExportStreamsService } from './export-streams.service';
import { HotAnswersService } from './hot-answers.service';
import { InstrumentExportController } from './instrument-export.controller';
import { InstrumentListController } from './instrument-list.controller';
import { InstrumentsController } from './instruments.controller';
import { LegacyController } from './legacy.controller';
import { PublicAnswersService } from './public-answers.service';
import { RecordController } from './record.controller';

/** The doors to listings. */
@Module({
  imports: [HttpModule, InstrumentsModule],
  controllers: [
    AddInstrumentController,
    ChoicesController,
    InstrumentExportController,
    InstrumentListController,
    InstrumentsController,
    LegacyController,
    RecordController,
  ],
  providers: [ExportStreamsService, HotAnswersService, PublicAnswersService],
})
export class InstrumentsApiModule {}
