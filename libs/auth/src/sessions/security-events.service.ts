import { Injectable, Logger } from '@nestjs/common';
import type { SecurityEvent } from './security-event';

/**
 * Where the rules report what an operator wants to know. Called inside the transaction that acts on it, so what is
 * written to the database here stands or falls with the verdict.
 */
@Injectable()
export class SecurityEventsService {
  private readonly logger = new Logger('auth');

  record(event: SecurityEvent): Promise<void> {
    this.logger.warn(JSON.stringify(event));
    return Promise.resolve();
  }
}
