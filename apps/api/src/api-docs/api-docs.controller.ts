import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../http/access';
import { Compressed } from '../http/compression';
import { Produces } from '../http/media-types';
import { sendFile } from '../http/send-file';
import { ApiDocsService } from './api-docs.service';

/** What the page may do: nothing that stands in it runs, and it talks to this server only. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The API described for people: a page that shows /api/openapi.json and lets one try it. */
@Public()
@Controller('api/docs')
export class ApiDocsController {
  constructor(private readonly docs: ApiDocsService) {}

  /** The page; it loads its files and the description from this server, and nothing from anywhere else. */
  @Get()
  @Produces('text/html')
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    void reply.header('Content-Security-Policy', PAGE_POLICY);
    sendFile(this.docs.page(), 'no-cache', request, reply);
  }

  /**
   * A file of the page.
   *
   * @throws NotFoundException for another name, or for a file of another version
   */
  @Get(':release/:name')
  @Produces('text/javascript', 'text/css', 'image/png', 'text/plain')
  @Compressed()
  file(
    @Param('release') release: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const file = this.docs.file(release, name);
    if (!file) throw new NotFoundException();
    sendFile(file, 'public, max-age=31536000, immutable', request, reply);
  }
}
