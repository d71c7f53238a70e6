import { Module } from '@nestjs/common';
import { PanelController } from './panel.controller';
import { PanelFilesService } from './panel-files.service';

/** The files of the admin panel. */
@Module({ controllers: [PanelController], providers: [PanelFilesService] })
export class PanelModule {}
