import { Module } from '@nestjs/common';
import { MailTransportGateway } from './mail-transport.gateway';
import { OutboxService } from './outbox.service';
import { OutboxRepository } from './persistence/outbox.repository';

/** Mail to people, through an outbox. */
@Module({
  providers: [MailTransportGateway, OutboxRepository, OutboxService],
  exports: [OutboxService],
})
export class MailModule {}
