import { Controller, Get, Param, Query } from '@nestjs/common';
import { auditOrders, AuditService } from '@app/audit';
import { RecordService } from '@app/instruments';
import { RequirePermission } from '../http/access';
import { toListBody, toListRequest } from '../http/list.mapper';
import { ListQueryDto } from '../http/list-query.dto';
import { type AuditListBody, toAuditEntryBody } from './audit.mapper';

/** What people and jobs have done to a listing. */
@Controller('api/v1/admin/instruments/:id/history')
export class InstrumentHistoryController {
  constructor(
    private readonly record: RecordService,
    private readonly audit: AuditService,
  ) {}

  /**
   * The audit of one listing, the last entry first. The last mapping of its spelling that moved it stands there too: an
   * entry about a category, the same for all that it moved. 404 for a listing that never was.
   */
  @Get()
  @RequirePermission('audit.view_entry')
  async list(@Param('id') id: string, @Query() query: ListQueryDto): Promise<AuditListBody> {
    const request = toListRequest(query, '-at', auditOrders);
    const { id: instrument } = await this.record.find(id);
    const entries = await this.audit.list({ instrument }, request);
    return toListBody(entries, request, toAuditEntryBody);
  }
}
