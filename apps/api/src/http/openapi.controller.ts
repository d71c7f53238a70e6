import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header } from '@nestjs/common';
import { Public } from './access';
import { Compressed } from './compression';
import { QUOTA } from './quota';

/** The same below the root of the project, for the sources and for what is compiled of them. */
const FILE = join(__dirname, '../../../../docs/openapi.json');

/** The API described for programs. */
@Public()
@QUOTA('free')
@Controller('api')
export class OpenApiController {
  private text: string | null = null;

  /** This API in OpenAPI 3.1: every door, what it takes and what it answers. */
  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  @Compressed()
  show(): string {
    return (this.text ??= readFileSync(FILE, 'utf8'));
  }
}
