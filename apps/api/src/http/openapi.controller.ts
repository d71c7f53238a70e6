import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from './access';
import { Compressed } from './compression';
import { hasAlready, weakTag } from './conditional';
import { QUOTA } from './quota';

/** The same below the root of the project, for the sources and for what is compiled of them. */
const FILE = join(__dirname, '../../../../docs/openapi.json');

/** The API described for programs. */
@Public()
@QUOTA('free')
@Controller('api')
export class OpenApiController {
  private document: { readonly text: string; readonly tag: string } | null = null;

  /** This API in OpenAPI 3.1: every door, what it takes and what it answers. 304 for whoever has it already. */
  @Get('openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  @Compressed()
  show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string | undefined {
    const { text, tag } = (this.document ??= read());
    void reply.header('ETag', tag);
    if (!hasAlready(request.headers['if-none-match'], tag)) return text;
    void reply.status(304);
    return undefined;
  }
}

function read(): { readonly text: string; readonly tag: string } {
  const text = readFileSync(FILE, 'utf8');
  return { text, tag: weakTag(text) };
}
