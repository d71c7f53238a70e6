import { Module } from '@nestjs/common';
import { InstrumentsModule } from '@app/instruments';
import { AddInstrumentController } from './add-instrument.controller';
import { InstrumentsController } from './instruments.controller';
import { LegacyController } from './legacy.controller';

/** The doors to listings. */
@Module({
  imports: [InstrumentsModule],
  controllers: [AddInstrumentController, InstrumentsController, LegacyController],
})
export class InstrumentsApiModule {}
