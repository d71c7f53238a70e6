import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { MailModule } from '@app/mail';
import { UsersModule } from '@app/users';
import { AccountLinksService } from './account/account-links.service';
import { AccountMailService } from './account/account-mail.service';
import { EmailVerificationService } from './account/email-verification.service';
import { InvitationsService } from './account/invitations.service';
import { LinkCheckService } from './account/link-check.service';
import { NewPasswordService } from './account/new-password.service';
import { OwnEmailService } from './account/own-email.service';
import { OwnPasswordService } from './account/own-password.service';
import { PasswordResetService } from './account/password-reset.service';
import { PresentPasswordService } from './account/present-password.service';
import { ProfileService } from './account/profile.service';
import { RegistrationService } from './account/registration.service';
import { ResetRequestService } from './account/reset-request.service';
import { UserAccessService } from './account/user-access.service';
import { ApiKeyEndService } from './api-keys/api-key-end.service';
import { ApiKeysService } from './api-keys/api-keys.service';
import { ApiKeysRepository } from './persistence/api-keys.repository';
import { OversightService } from './oversight/oversight.service';
import { BlacklistRecordsRepository } from './persistence/blacklist-records.repository';
import { AccountLinksRepository } from './persistence/account-links.repository';
import { LimitsService } from './limits/limits.service';
import { QuotasService } from './limits/quotas.service';
import { KeysRepository } from './persistence/keys.repository';
import { LimitsRepository } from './persistence/limits.repository';
import { PurgeRepository } from './persistence/purge.repository';
import { RefreshRepository } from './persistence/refresh.repository';
import { RevocationRepository } from './persistence/revocation.repository';
import { SessionRecordsRepository } from './persistence/session-records.repository';
import { SessionsRepository } from './persistence/sessions.repository';
import { TokenRecordsRepository } from './persistence/token-records.repository';
import { PurgeService } from './purge/purge.service';
import { RefreshService } from './refresh/refresh.service';
import { AccessService } from './sessions/access.service';
import { LogoutService } from './sessions/logout.service';
import { RevocationService } from './sessions/revocation.service';
import { SecurityEventsService } from './sessions/security-events.service';
import { SessionEndService } from './sessions/session-end.service';
import { SessionsService } from './sessions/sessions.service';
import { VerifyService } from './sessions/verify.service';
import { EntranceService } from './sign-in/entrance.service';
import { KnownDevicesService } from './sign-in/known-devices.service';
import { SignInAttemptsService } from './sign-in/sign-in-attempts.service';
import { SignInService } from './sign-in/sign-in.service';
import { ApiKeysDataService } from './data/api-keys-data.service';
import { KeyFileGateway } from './tokens/key-file.gateway';
import { KeyRing } from './tokens/key-ring';
import { KeysService } from './tokens/keys.service';
import { TokenIssueService } from './tokens/token-issue.service';
import { TokenSigningService } from './tokens/token-signing.service';

/** Sessions and their tokens: giving them out, judging them, taking them back, forgetting them. */
@Module({
  imports: [MailModule, UsersModule],
  providers: [
    AccessService,
    AccountLinksRepository,
    AccountLinksService,
    AccountMailService,
    ApiKeyEndService,
    ApiKeysDataService,
    ApiKeysRepository,
    ApiKeysService,
    BlacklistRecordsRepository,
    EmailVerificationService,
    EntranceService,
    InvitationsService,
    KeyFileGateway,
    KeysRepository,
    KeysService,
    KnownDevicesService,
    LimitsRepository,
    LimitsService,
    LinkCheckService,
    LogoutService,
    NewPasswordService,
    OversightService,
    OwnEmailService,
    OwnPasswordService,
    PasswordResetService,
    PresentPasswordService,
    ProfileService,
    PurgeRepository,
    PurgeService,
    QuotasService,
    RefreshRepository,
    RefreshService,
    RegistrationService,
    ResetRequestService,
    RevocationRepository,
    RevocationService,
    SecurityEventsService,
    SessionEndService,
    SessionRecordsRepository,
    SessionsRepository,
    SessionsService,
    SignInAttemptsService,
    SignInService,
    TokenIssueService,
    TokenRecordsRepository,
    TokenSigningService,
    UserAccessService,
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
    AccountLinksService,
    AccountMailService,
    ApiKeysDataService,
    ApiKeysService,
    EmailVerificationService,
    InvitationsService,
    KeysService,
    LimitsService,
    LinkCheckService,
    LogoutService,
    OversightService,
    OwnPasswordService,
    PasswordResetService,
    ProfileService,
    PurgeService,
    QuotasService,
    RefreshService,
    RegistrationService,
    ResetRequestService,
    RevocationService,
    SessionsService,
    SignInAttemptsService,
    SignInService,
    UserAccessService,
    VerifyService,
  ],
})
export class AuthModule {}
