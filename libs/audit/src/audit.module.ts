import { Global, Module } from '@nestjs/common';
import { AuditService } from './audit.service';
import { AuditRecordsRepository } from './persistence/audit-records.repository';
import { AuditRepository } from './persistence/audit.repository';
import { TraceService } from './trace.service';

/** Who did what to which thing. Global: there is one trace of a request, whoever asks for it. */
@Global()
@Module({
  providers: [AuditRecordsRepository, AuditRepository, AuditService, TraceService],
  exports: [AuditService, TraceService],
})
export class AuditModule {}
