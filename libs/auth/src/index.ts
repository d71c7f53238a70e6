export {
  AuthBusyError,
  InvalidCredentialsError,
  SessionNotFoundError,
  TokenInvalidError,
  TokenReusedError,
} from './auth.errors';
export { AuthModule } from './auth.module';
export type { PurgeReport } from './purge/purge';
export { PurgeService } from './purge/purge.service';
export { RefreshService } from './refresh/refresh.service';
export { AccessService, type Identity } from './sessions/access.service';
export { LogoutService } from './sessions/logout.service';
export { RevocationService } from './sessions/revocation.service';
export type { Caller, IssuedTokens } from './sessions/session';
export { SessionsService } from './sessions/sessions.service';
export { VerifyService } from './sessions/verify.service';
export { rotatedRing } from './tokens/key-ring';
export { KeysService, type KeyStatus } from './tokens/keys.service';
