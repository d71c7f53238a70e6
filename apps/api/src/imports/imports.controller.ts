import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ImportService, SourceBusyError } from '@app/instruments';
import { RequirePermission } from '../http/access';
import { openUpload, TakesUpload } from '../http/uploads';
import { ImportQueryDto } from './imports.dto';
import { FILE_TYPES, type ImportReportBody, importPath, toOrder, toReportBody } from './imports.mapper';

/** Brings files of scraped listings in. */
@Controller('api/v1/imports')
export class ImportsController {
  constructor(private readonly imports: ImportService) {}

  /**
   * Imports the file in the body (CSV, NDJSON or JSON, gzip allowed, 64 MiB at most) while it arrives, and answers with
   * its report: 201 with its `Location`, whatever state it ended in; 200 for a dry run. A client that goes away ends the
   * import: whole batches of it stay, and the same file again completes it.
   *
   * 400 for a file that is refused whole, 404 for a source or category that is not there, 409 with the `Location` of the
   * running one while the source is busy, 413, 415.
   */
  @Post()
  @RequirePermission('instruments.import')
  @TakesUpload(...Object.keys(FILE_TYPES))
  async run(
    @Query() query: ImportQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportReportBody> {
    const order = toOrder(query, openUpload(request, reply));
    const report = await this.imports.run(order).catch((error: unknown) => {
      const running = error instanceof SourceBusyError ? error.runId : null;
      if (running !== null) void reply.header('Location', importPath(running));
      throw error;
    });
    if (report.id === null) void reply.status(200);
    else void reply.header('Location', importPath(report.id));
    return toReportBody(report);
  }
}
