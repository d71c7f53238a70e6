import { Module } from '@nestjs/common';
import { InstrumentsModule } from '@app/instruments';
import { AddInstrumentController } from './add-instrument.controller';
import { ChoicesController } from './choices.controller';
import { InstrumentListController } from './instrument-list.controller';
import { InstrumentsController } from './instruments.controller';
import { LegacyController } from './legacy.controller';
import { PublicAnswersService } from './public-answers.service';

/** The doors to listings. */
@Module({
  imports: [InstrumentsModule],
  controllers: [
    AddInstrumentController,
    ChoicesController,
    InstrumentListController,
    InstrumentsController,
    LegacyController,
  ],
  providers: [PublicAnswersService],
})
export class InstrumentsApiModule {}
