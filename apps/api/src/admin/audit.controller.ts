import { Controller, Get, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditOrders, AuditService } from '@app/audit';
import { CurrentRequester, type Requester, RequirePermission } from '../http/access';
import { toListBody, toListRequest } from '../http/list.mapper';
import { Produces } from '../http/media-types';
import { RequestQuotasService } from '../http/request-quotas.service';
import { AuditExportQueryDto, AuditQueryDto } from './audit.dto';
import { type AuditListBody, toAuditEntryBody, toAuditFilter } from './audit.mapper';
import { auditTable } from './audit-table';

/** Entries that a file holds at most. */
const MOST_EXPORTED = 100_000;
const CSV = 'text/csv';

/** Who did what to which thing. Read only, here and in the database. */
@Controller('api/v1/admin/audit')
export class AuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly quotas: RequestQuotasService,
  ) {}

  /** A part of all entries, the last one first unless sorted otherwise. 400 for a filter or paging that cannot be. */
  @Get()
  @RequirePermission('audit.view_entry')
  async list(@Query() query: AuditQueryDto): Promise<AuditListBody> {
    const request = toListRequest(query, query.sort ?? '-at', auditOrders);
    return toListBody(await this.audit.list(toAuditFilter(query), request), request, toAuditEntryBody);
  }

  /**
   * What the list shows for the same query, in the same order, as CSV in which nothing runs as a formula. Holds the
   * first 100,000 entries; `Export-Truncated: ?1` says that there are more.
   */
  @Get('export')
  @RequirePermission('audit.view_entry')
  @Produces(CSV)
  async export(
    @Query() query: AuditExportQueryDto,
    @CurrentRequester() requester: Requester,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const filter = toAuditFilter(query);
    await this.quotas.count('export', requester, request, reply);
    const { count } = await this.audit.total(filter);
    // what is not counted one by one is more than that
    if (count === 'estimated') void reply.header('Export-Truncated', '?1');
    void reply.header('Cache-Control', 'no-store');
    const entries = this.audit.walk(filter, query.sort !== 'at', MOST_EXPORTED);
    return new StreamableFile(auditTable(entries), {
      type: `${CSV}; charset=utf-8`,
      disposition: 'attachment; filename="audit.csv"',
    });
  }
}
