import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { ApiKeysRepository } from '../persistence/api-keys.repository';
import type { Revocation } from '../sessions/session';

/** What ends the access of a user as a whole ends the keys of that user too: they do not come back with it. */
@Injectable()
export class ApiKeyEndService {
  constructor(
    private readonly transactions: Transactions,
    private readonly keys: ApiKeysRepository,
    private readonly audit: AuditService,
  ) {}

  /** Revokes the keys of a user. Lock the account before: whoever makes a key holds it. */
  async endAllOf(userId: string, { reason, actor = null }: Revocation): Promise<void> {
    await this.transactions.run(async () => {
      const ended = await this.keys.revokeAllOf(userId, actor);
      await this.audit.recordAll(
        ended.map(({ id, name, prefix }) => ({
          action: 'apikey.revoked',
          object: { type: 'api_key', id },
          details: { name, prefix, reason },
        })),
      );
    });
  }
}
