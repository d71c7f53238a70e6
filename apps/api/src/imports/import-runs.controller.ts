import { Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ImportReviewService, importRunOrders, ImportRunsService } from '@app/instruments';
import { RequirePermission } from '../http/access';
import { Produces } from '../http/media-types';
import { toListBody, toListRequest, toMoment } from '../http/list.mapper';
import { ImportRunsQueryDto } from './imports.dto';
import { type ImportRunListBody, type ImportReportBody, toDetailsBody, toRunBody } from './imports.mapper';

/** What was imported, and what became of it. */
@Controller('api/v1/imports')
@RequirePermission('instruments.view_import_run')
export class ImportRunsController {
  constructor(
    private readonly runs: ImportRunsService,
    private readonly reviews: ImportReviewService,
  ) {}

  /** A part of all imports, the last one first. 400 for a filter or paging that cannot be, 404 for an unknown source. */
  @Get()
  async list(@Query() query: ImportRunsQueryDto): Promise<ImportRunListBody> {
    const request = toListRequest(query, '-id', importRunOrders);
    const { source, state } = query;
    const filter = { source, state, from: toMoment(query.from), to: toMoment(query.to) };
    return toListBody(await this.runs.list(filter, request), request, toRunBody);
  }

  /** One import with its warnings and errors by code; one that runs says how far it has come. 404 if there is none. */
  @Get(':id')
  async find(@Param('id') id: string): Promise<ImportReportBody> {
    return toDetailsBody(await this.runs.find(id));
  }

  /**
   * Does what the gate has held back: what a complete import did not see counts as missed, and the counts of the run
   * tell how many. 404 if there is none; 409 for one that does not need review, for one that is not the last of its
   * source, and while the source is busy.
   */
  @Post(':id/approve')
  @HttpCode(200)
  @RequirePermission('instruments.review_import_run')
  async approve(@Param('id') id: string): Promise<ImportReportBody> {
    await this.reviews.approve(id);
    return toDetailsBody(await this.runs.find(id));
  }

  /**
   * Closes an import that needs review: its rows stay, and nothing is concluded from what it did not see. 404 if there
   * is none, 409 for one that does not need review and while the source is busy.
   */
  @Post(':id/reject')
  @HttpCode(200)
  @RequirePermission('instruments.review_import_run')
  async reject(@Param('id') id: string): Promise<ImportReportBody> {
    await this.reviews.reject(id);
    return toDetailsBody(await this.runs.find(id));
  }

  /**
   * The refused rows as they were, with `_row`, `_field`, `_code` and `_message`: mend the file and import it again. A
   * cell that a spreadsheet would run as a formula begins with an apostrophe, which the import takes off.
   */
  @Get(':id/errors.csv')
  @Produces('text/csv')
  async errors(@Param('id') id: string): Promise<StreamableFile> {
    const disposition = `attachment; filename="import-${id}-errors.csv"`;
    return new StreamableFile(await this.runs.errorsOf(id), { type: 'text/csv; charset=utf-8', disposition });
  }
}
