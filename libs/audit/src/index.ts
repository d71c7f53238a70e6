export {
  type AuditAction,
  auditActions,
  type AuditActor,
  type AuditEvent,
  type AuditObjectType,
  auditObjectTypes,
  type AuditValue,
  differences,
} from './audit-event';
export { type AuditFilter, type AuditOrder, auditOrders, type AuditRecord } from './audit-record';
export { AuditModule } from './audit.module';
export { AuditService } from './audit.service';
export { type Trace, TraceService } from './trace.service';
