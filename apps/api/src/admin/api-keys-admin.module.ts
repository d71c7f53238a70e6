import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { ApiKeysController } from './api-keys.controller';

/** Managing API keys. */
@Module({ imports: [AuthModule], controllers: [ApiKeysController] })
export class ApiKeysAdminModule {}
