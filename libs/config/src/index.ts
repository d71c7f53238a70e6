export { type Config, callerDirectory, configKeys, parseConfig, readConfig } from './config';
export { CONFIG, ConfigModule } from './config.module';
