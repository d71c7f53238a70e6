import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '@app/config';
import { ApiDocsController } from './api-docs.controller';
import { ApiDocsService } from './api-docs.service';

/** The page about the API; without `API_DOCS` there is nothing at its address. */
@Module({})
export class ApiDocsModule {
  static register({ apiDocs }: Config): DynamicModule {
    if (!apiDocs) return { module: ApiDocsModule };
    return { module: ApiDocsModule, controllers: [ApiDocsController], providers: [ApiDocsService] };
  }
}
