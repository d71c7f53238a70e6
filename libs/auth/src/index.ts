export { AccountLinksService } from './account/account-links.service';
export { AccountMailService } from './account/account-mail.service';
export { EmailVerificationService } from './account/email-verification.service';
export { InvitationsService } from './account/invitations.service';
export { LinkCheckService } from './account/link-check.service';
export { OwnPasswordService } from './account/own-password.service';
export { PasswordResetService } from './account/password-reset.service';
export { RegistrationService } from './account/registration.service';
export { ResetRequestService } from './account/reset-request.service';
export { type Profile, ProfileService } from './account/profile.service';
export { UserAccessService } from './account/user-access.service';
export {
  type ApiKey,
  type ApiKeyDetails,
  type ApiKeyOrder,
  apiKeyOrders,
  type ApiKeyState,
  apiKeyStates,
  isApiKey,
} from './api-keys/api-key';
export { ApiKeysDataService } from './data/api-keys-data.service';
export { ApiKeysService } from './api-keys/api-keys.service';
export {
  AuthBusyError,
  InvalidCredentialsError,
  SessionNotFoundError,
  ThrottledError,
  TokenInvalidError,
  TokenReusedError,
} from './auth.errors';
export { AuthModule } from './auth.module';
export type { Limit } from './limits/limit';
export { LimitsService } from './limits/limits.service';
export { type Quota, QuotasService } from './limits/quotas.service';
export { OversightService } from './oversight/oversight.service';
export {
  type BlacklistFilter,
  blacklistOrders,
  type BlacklistOrder,
  type BlacklistRecord,
  type SessionDetail,
  type SessionOrder,
  sessionOrders,
  type SessionRecord,
  type TokenFilter,
  type TokenOrder,
  tokenOrders,
  type TokenRecord,
  type TokenStanding,
  tokenStandings,
} from './oversight/records';
export type { PurgeReport, PurgeState } from './purge/purge';
export { PurgeService } from './purge/purge.service';
export { RefreshService } from './refresh/refresh.service';
export { AccessService, type Identity } from './sessions/access.service';
export { LogoutService } from './sessions/logout.service';
export { RevocationService } from './sessions/revocation.service';
export {
  type Caller,
  type IssuedTokens,
  type OwnSession,
  type Revocation,
  type RevocationFilter,
  type RevocationReason,
  revocationReasons,
  type SessionFilter,
  type SessionStanding,
  sessionStandings,
  type Transport,
  transports,
} from './sessions/session';
export { SessionsService } from './sessions/sessions.service';
export { VerifyService } from './sessions/verify.service';
export { DEVICE_LIFE } from './sign-in/known-device';
export { SignInAttemptsService } from './sign-in/sign-in-attempts.service';
export { type SignInOutcome, SignInService } from './sign-in/sign-in.service';
export { rotatedRing } from './tokens/key-ring';
export { KeysService, type KeyStatus } from './tokens/keys.service';
