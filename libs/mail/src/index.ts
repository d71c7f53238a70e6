export type { OutboxCounts } from './delivery';
export type { Mail, MailContent } from './mail';
export { MailModule } from './mail.module';
export { type DeliveryReport, OutboxService } from './outbox.service';
