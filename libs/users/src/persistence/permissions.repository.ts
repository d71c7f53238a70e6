import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ADVISORY_LOCKS, Transactions } from '@app/database';
import type { HeldPermission, Permission } from '../permissions';

/** One program at a time copies the catalogue. */
const SYNC_LOCK = ADVISORY_LOCKS.permissionSync;

const codenameRow = z.object({ codename: z.string() });
const permissionRow = z
  .object({ codename: z.string(), name_es: z.string(), name_en: z.string() })
  .transform((row): Permission => ({ codename: row.codename, nameEs: row.name_es, nameEn: row.name_en }));
const effectiveRow = z.object({ is_superuser: z.boolean(), codenames: z.array(z.string()) });
const heldRow = z.object({ codename: z.string(), origins: z.array(z.string()) });

/** The copy of the catalogue, and who holds what. */
@Injectable()
export class PermissionsRepository {
  constructor(private readonly transactions: Transactions) {}

  async findAll(): Promise<Permission[]> {
    return this.transactions.query(
      permissionRow,
      'SELECT codename, name_es, name_en FROM permission ORDER BY codename COLLATE "C"',
    );
  }

  /** What a user was given, by himself and through groups, active or not. */
  async findGranted(userId: string): Promise<HeldPermission[]> {
    const rows = await this.transactions.query(
      heldRow,
      `SELECT codename, array_agg(origin ORDER BY origin DESC) AS origins FROM granted_permission
        WHERE user_id = $1 GROUP BY codename ORDER BY codename COLLATE "C"`,
      [userId],
    );
    return rows.map(({ codename, origins }) => ({ codename, from: origins }));
  }

  /** What a user was given by himself. */
  async findOwn(userId: string): Promise<string[]> {
    const rows = await this.transactions.query(
      codenameRow,
      `SELECT codename FROM granted_permission WHERE user_id = $1 AND origin = 'user'
        ORDER BY codename COLLATE "C"`,
      [userId],
    );
    return rows.map(({ codename }) => codename);
  }

  /** What an active user may do now; `null`: inactive, or nobody. */
  async findEffective(userId: string): Promise<{ isSuperuser: boolean; codenames: string[] } | null> {
    const [row] = await this.transactions.query(
      effectiveRow,
      `SELECT is_superuser, ARRAY(SELECT DISTINCT codename FROM granted_permission WHERE user_id = $1) AS codenames
         FROM app_user WHERE id = $1 AND is_active`,
      [userId],
    );
    return row ? { isSuperuser: row.is_superuser, codenames: row.codenames } : null;
  }

  async grant(userId: string, codenames: readonly string[]): Promise<void> {
    await this.transactions.execute(
      `INSERT INTO app_user_permission (user_id, permission_id)
       SELECT $1, id FROM permission WHERE codename = ANY ($2) ORDER BY id ON CONFLICT DO NOTHING`,
      [userId, codenames],
    );
  }

  async revoke(userId: string, codenames: readonly string[]): Promise<void> {
    await this.transactions.execute(
      `DELETE FROM app_user_permission held USING permission
        WHERE held.user_id = $1 AND permission.id = held.permission_id AND permission.codename = ANY ($2)`,
      [userId, codenames],
    );
  }

  /** Until the end of the transaction. */
  async lockCatalogue(): Promise<void> {
    await this.transactions.execute('SELECT pg_advisory_xact_lock($1)', [SYNC_LOCK]);
  }

  async save(permissions: readonly Permission[]): Promise<void> {
    await this.transactions.execute(
      `INSERT INTO permission (codename, name_es, name_en)
       SELECT codename, "nameEs", "nameEn"
         FROM jsonb_to_recordset($1::jsonb) AS wanted (codename text, "nameEs" text, "nameEn" text)
       ON CONFLICT (codename) DO UPDATE SET name_es = excluded.name_es, name_en = excluded.name_en`,
      [JSON.stringify(permissions)],
    );
  }

  /** Removes permissions and, with them, what was granted of them. */
  async remove(codenames: readonly string[]): Promise<void> {
    await this.transactions.execute('DELETE FROM permission WHERE codename = ANY ($1)', [codenames]);
  }

  /** Those of the codenames that the database knows. */
  async findKnown(codenames: readonly string[]): Promise<string[]> {
    const rows = await this.transactions.query(
      codenameRow,
      'SELECT codename FROM permission WHERE codename = ANY ($1)',
      [codenames],
    );
    return rows.map(({ codename }) => codename);
  }
}
