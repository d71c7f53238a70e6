import { Module } from '@nestjs/common';
import { InstrumentsModule } from '@app/instruments';
import { CategoriesController } from './categories.controller';
import { SourcesController } from './sources.controller';

/** Looking after categories, spellings and sources. */
@Module({ imports: [InstrumentsModule], controllers: [CategoriesController, SourcesController] })
export class CatalogueAdminModule {}
