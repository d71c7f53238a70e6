export {
  type Config,
  callerDirectory,
  configKeys,
  deploymentFaults,
  parseConfig,
  readAuthKeys,
  readConfig,
} from './config';
export { readCommandSecrets } from './command-secrets';
export { ConfigurationError } from './config.errors';
export { CONFIG, ConfigModule } from './config.module';
export type { RateLimitConfig } from './rate-limit-config';
export type { TracesConfig } from './traces-config';
export { parseSigningKeys, type SigningKey, signingKeyFault } from './signing-keys';
