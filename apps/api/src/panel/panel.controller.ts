import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../http/access';
import { Produces } from '../http/media-types';
import { QUOTA } from '../http/quota';
import { sendFile } from '../http/send-file';
import { PanelFilesService } from './panel-files.service';

/** An empty text: the sheets that the panel fills by script, rule by rule, begin as one. */
const EMPTY_SHEET = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** Scripts of the panel only, and nothing from anywhere else but images of listings. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https: data:",
  `style-src 'self' ${EMPTY_SHEET}`,
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The admin panel: a page that asks the doors below /api/v1 as anybody else does. */
@Public()
@QUOTA('free')
@Produces('text/html', 'text/javascript', 'text/css', 'image/svg+xml')
@Controller('admin')
export class PanelController {
  constructor(private readonly files: PanelFilesService) {}

  /** The page. */
  @Get()
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.sendPage(request, reply);
  }

  /** A file of it; every path without an extension is a screen, and the page finds out which. */
  @Get('*')
  async file(
    @Param('*') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!path.startsWith('assets/') && !/\.[a-z0-9]{1,5}$/i.test(path)) {
      await this.sendPage(request, reply);
      return;
    }
    // its name changes with its content
    const lasting = path.startsWith('assets/')
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=86400';
    await this.send(path, lasting, request, reply);
  }

  private sendPage(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.send('index.html', 'no-cache', request, reply);
  }

  private async send(
    name: string,
    caching: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const accepts = (encoding: string) => request.accepts().encoding([encoding]) === encoding;
    const file = await this.files.find(name, accepts);
    if (!file) throw new NotFoundException();
    void reply.headers({ 'Content-Security-Policy': POLICY, Vary: 'Accept-Encoding' });
    sendFile(file, caching, request, reply);
  }
}
