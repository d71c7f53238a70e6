import { Injectable, Logger } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { OutboxService } from '@app/mail';
import { UsersService } from '@app/users';
import type { SecurityEvent } from './security-event';

/**
 * Where the rules report what an operator wants to know. Called inside the transaction that acts on it, so what is
 * written to the database here stands or falls with the verdict.
 */
@Injectable()
export class SecurityEventsService {
  private readonly logger = new Logger('auth');

  constructor(
    private readonly audit: AuditService,
    private readonly users: UsersService,
    private readonly outbox: OutboxService,
  ) {}

  /** Puts it down in the log and the audit; of a token that came back the user is told by mail. */
  async record(event: SecurityEvent): Promise<void> {
    const { what, userId, sessionId, gen, currentGen, knownIp, ip } = event;
    this.logger.warn(JSON.stringify(event));
    await this.audit.record({
      action: what === 'reuse' ? 'session.token_reused' : 'session.recovered',
      object: { type: 'session', id: sessionId },
      details: { user: userId, gen, current_gen: currentGen, ip, known_ip: knownIp },
      // the owner of the session, or a thief
      actor: { kind: 'anonymous' },
      ip,
    });
    if (what === 'reuse') await this.warn(event);
  }

  private async warn({ at, userId, ip, knownIp }: SecurityEvent): Promise<void> {
    const user = await this.users.findById(userId);
    if (!user) return;
    const content = { kind: 'token_reuse', at: at.toISOString(), ip, knownIp } as const;
    await this.outbox.enqueue({ to: user.email, language: user.language, content });
  }
}
