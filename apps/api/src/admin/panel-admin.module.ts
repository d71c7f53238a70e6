import { Module } from '@nestjs/common';
import { UsersModule } from '@app/users';
import { PanelController } from './panel.controller';

/** What people keep of the panel. */
@Module({ imports: [UsersModule], controllers: [PanelController] })
export class PanelAdminModule {}
