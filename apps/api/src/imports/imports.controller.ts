import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BackgroundImportsService, SourceBusyError } from '@app/instruments';
import { CurrentRequester, type Requester, RequirePermission } from '../http/access';
import { idempotencyKeyOf } from '../http/idempotency-key';
import { openUpload, TakesUpload } from '../http/uploads';
import { ImportQueryDto } from './imports.dto';
import {
  FILE_TYPES,
  type ImportReportBody,
  importPath,
  toDetailsBody,
  toKey,
  toOrder,
  toReportBody,
} from './imports.mapper';

/** Brings files of scraped listings in. */
@Controller('api/v1/imports')
export class ImportsController {
  constructor(private readonly imports: BackgroundImportsService) {}

  /**
   * Reads the file in the body (CSV, NDJSON or JSON, gzip allowed, 64 MiB at most) while it arrives, and imports it.
   * When it is read, the answer is 202 with the run, which goes on, and its `Location`, where it is followed; 201 with
   * the full report if it ended within `wait` seconds, whatever state it ended in. A dry run is waited for: 200. A
   * client that goes away before its file is read ends the import, and nothing of it is stored; afterwards he may go.
   *
   * `Idempotency-Key` (1 to 200 printable ASCII characters, remembered for seven days): the same file and parameters
   * again are not imported again, but answered with the first run as it is now and `Idempotency-Replayed: true`. A
   * file that was not read to its end, and a dry run, leave the key free.
   *
   * 400 for parameters that cannot be and for a file without its source, 404 for a source or category that is not
   * there, 409 with the `Location` of the running one while the source is busy, 409 while the file that came first
   * under this key is still being read, 413, 415, 422 for a file that is refused whole and for a key that was used for
   * another order, 503 when the server stops before the file is read.
   */
  @Post()
  @RequirePermission('instruments.import')
  @TakesUpload(...Object.keys(FILE_TYPES))
  async run(
    @Query() query: ImportQueryDto,
    @CurrentRequester() requester: Requester,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportReportBody> {
    const key = toKey(requester, idempotencyKeyOf(request));
    const order = toOrder(query, openUpload(request, reply));
    const outcome = await this.imports.submit(order, key, query.wait ?? 0).catch((error: unknown) => {
      const running = error instanceof SourceBusyError ? error.runId : null;
      if (running !== null) void reply.header('Location', importPath(running));
      throw error;
    });
    if ('report' in outcome) {
      void reply.status(200);
      return toReportBody(outcome.report);
    }
    const { run, replayed } = outcome;
    void reply.status(run.finishedAt === null ? 202 : 201).header('Location', importPath(run.id));
    if (replayed) void reply.header('Idempotency-Replayed', 'true');
    return toDetailsBody(run);
  }
}
