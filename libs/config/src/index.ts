export { type Config, callerDirectory, configKeys, parseConfig, readConfig } from './config';
export { ConfigurationError } from './config.errors';
export { CONFIG, ConfigModule } from './config.module';
