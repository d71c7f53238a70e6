export { type Config, callerDirectory, configKeys, parseConfig, readAuthKeys, readConfig } from './config';
export { readCommandSecrets } from './command-secrets';
export { readDeployment } from './deployment';
export { ConfigurationError } from './config.errors';
export { CONFIG, ConfigModule } from './config.module';
export type { RateLimitConfig } from './rate-limit-config';
export type { TracesConfig } from './traces-config';
export { parseSigningKeys, type SigningKey, signingKeyFault } from './signing-keys';
