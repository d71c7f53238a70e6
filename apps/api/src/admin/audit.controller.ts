import { Controller, Get, Query } from '@nestjs/common';
import { auditOrders, AuditService } from '@app/audit';
import { RequirePermission } from '../http/access';
import { toListBody, toListRequest, toMoment } from '../http/list.mapper';
import { AuditQueryDto } from './audit.dto';
import { type AuditListBody, toAuditEntryBody } from './audit.mapper';

/** Who did what to which thing. Read only, here and in the database. */
@Controller('api/v1/admin/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** A part of all entries, the last one first unless sorted otherwise. 400 for a filter or paging that cannot be. */
  @Get()
  @RequirePermission('audit.view_entry')
  async list(@Query() query: AuditQueryDto): Promise<AuditListBody> {
    const request = toListRequest(query, query.sort ?? '-at', auditOrders);
    const {
      actor,
      email,
      action,
      object_type: objectType,
      object_id: objectId,
      request_id: requestId,
    } = query;
    const period = { from: toMoment(query.from), to: toMoment(query.to) };
    const filter = { actor, email, action, objectType, objectId, requestId, ...period };
    return toListBody(await this.audit.list(filter, request), request, toAuditEntryBody);
  }
}
