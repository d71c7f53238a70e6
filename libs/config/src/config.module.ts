import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from '@app/kernel';
import type { Config } from './config';

/** Injection token of the {@link Config} of this process. */
export const CONFIG = Symbol('CONFIG');

/** Hands the configuration and the clock to every module. */
@Module({})
export class ConfigModule {
  static register(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: CONFIG, useValue: config }, Clock],
      exports: [CONFIG, Clock],
    };
  }
}
