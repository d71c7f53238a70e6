import { Module } from '@nestjs/common';
import { InstrumentsModule } from '@app/instruments';
import { LegacyController } from './legacy.controller';

/** The doors to listings. */
@Module({ imports: [InstrumentsModule], controllers: [LegacyController] })
export class InstrumentsApiModule {}
