import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { UsersModule } from '@app/users';
import { KeysRepository } from './persistence/keys.repository';
import { PurgeRepository } from './persistence/purge.repository';
import { RefreshRepository } from './persistence/refresh.repository';
import { RevocationRepository } from './persistence/revocation.repository';
import { SessionsRepository } from './persistence/sessions.repository';
import { PurgeService } from './purge/purge.service';
import { RefreshService } from './refresh/refresh.service';
import { AccessService } from './sessions/access.service';
import { LogoutService } from './sessions/logout.service';
import { RevocationService } from './sessions/revocation.service';
import { SecurityEventsService } from './sessions/security-events.service';
import { SessionsService } from './sessions/sessions.service';
import { VerifyService } from './sessions/verify.service';
import { KeyFileGateway } from './tokens/key-file.gateway';
import { KeyRing } from './tokens/key-ring';
import { KeysService } from './tokens/keys.service';
import { TokenIssueService } from './tokens/token-issue.service';
import { TokenSigningService } from './tokens/token-signing.service';

/** Sessions and their tokens: giving them out, judging them, taking them back, forgetting them. */
@Module({
  imports: [UsersModule],
  providers: [
    AccessService,
    KeyFileGateway,
    KeysRepository,
    KeysService,
    LogoutService,
    PurgeRepository,
    PurgeService,
    RefreshRepository,
    RefreshService,
    RevocationRepository,
    RevocationService,
    SecurityEventsService,
    SessionsRepository,
    SessionsService,
    TokenIssueService,
    TokenSigningService,
    VerifyService,
    {
      provide: KeyRing,
      inject: [CONFIG, KeyFileGateway],
      useFactory: async ({ auth }: Config, file: KeyFileGateway) =>
        new KeyRing(auth.keys.length > 0 ? auth.keys : await file.readOrCreate()),
    },
  ],
  exports: [
    AccessService,
    KeysService,
    LogoutService,
    PurgeService,
    RefreshService,
    RevocationService,
    SessionsService,
    VerifyService,
  ],
})
export class AuthModule {}
