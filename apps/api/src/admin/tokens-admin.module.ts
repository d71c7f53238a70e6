import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { HttpModule } from '../http/http.module';
import { AuditController } from './audit.controller';
import { BlacklistedTokensController } from './blacklisted-tokens.controller';
import { OutstandingTokensController } from './outstanding-tokens.controller';
import { SessionsController } from './sessions.controller';

/** Looking after everybody's sessions and tokens, and at the audit. */
@Module({
  imports: [AuthModule, HttpModule],
  controllers: [
    SessionsController,
    OutstandingTokensController,
    BlacklistedTokensController,
    AuditController,
  ],
})
export class TokensAdminModule {}
