export { type AuditEvent, type AuditValue, differences } from './audit-event';
export { AuditModule } from './audit.module';
export { AuditService } from './audit.service';
export { type Trace, TraceService } from './trace.service';
