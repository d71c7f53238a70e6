import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions, violates } from '@app/database';
import { languages, type User, type UserChanges } from '../user';
import { EmailTakenError } from '../users.errors';

const when = z.coerce.date().nullable();
/** An account as {@link USER_COLUMNS} give it. */
export const userRow = z
  .object({
    id: z.string(),
    email: z.string(),
    display_name: z.string(),
    language: z.enum(languages),
    is_active: z.boolean(),
    is_staff: z.boolean(),
    is_superuser: z.boolean(),
    has_password: z.boolean(),
    must_change_password: z.boolean(),
    email_verified_at: when,
    last_login_at: when,
    created_at: z.coerce.date(),
  })
  .transform((row): User => ({
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    language: row.language,
    isActive: row.is_active,
    isStaff: row.is_staff,
    isSuperuser: row.is_superuser,
    hasPassword: row.has_password,
    mustChangePassword: row.must_change_password,
    emailVerifiedAt: row.email_verified_at,
    lastLoginAt: row.last_login_at,
    createdAt: row.created_at,
  }));
const idRow = z.object({ id: z.string() });

/** All that may be shown of an account: nothing of its secrets. */
export const USER_COLUMNS = `id, email, display_name, language, is_active, is_staff, is_superuser, must_change_password,
  password_hash IS NOT NULL AS has_password, email_verified_at, last_login_at, created_at`;

/** An account as it is first written. */
export type UserRecord = Pick<
  User,
  'email' | 'displayName' | 'language' | 'isStaff' | 'isSuperuser' | 'mustChangePassword'
> & { readonly passwordHash: string | null };

/** Accounts, without their secrets. An id or e-mail that is not there, `undefined` too, finds nothing. */
@Injectable()
export class UsersRepository {
  constructor(private readonly transactions: Transactions) {}

  async findById(id: string): Promise<User | null> {
    const rows = await this.transactions.query(
      userRow,
      `SELECT ${USER_COLUMNS} FROM app_user WHERE id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  async findByEmail(email: string): Promise<User | null> {
    const rows = await this.transactions.query(
      userRow,
      `SELECT ${USER_COLUMNS} FROM app_user WHERE lower(email COLLATE "C") = lower($1::text COLLATE "C")`,
      [email],
    );
    return rows[0] ?? null;
  }

  async hasActiveSuperuser(): Promise<boolean> {
    const rows = await this.transactions.query(
      idRow,
      'SELECT id FROM app_user WHERE is_superuser AND is_active LIMIT 1',
    );
    return rows.length > 0;
  }

  /** Accounts by e-mail, those after one first. */
  async findPage(limit: number, after: string): Promise<User[]> {
    return this.transactions.query(
      userRow,
      `SELECT ${USER_COLUMNS} FROM app_user WHERE lower(email COLLATE "C") > lower($2::text COLLATE "C")
        ORDER BY lower(email COLLATE "C") LIMIT $1`,
      [limit, after],
    );
  }

  /** Reads an account and keeps everybody else from changing it until the end of the transaction. */
  async lock(id: string): Promise<User | null> {
    const rows = await this.transactions.query(
      userRow,
      `SELECT ${USER_COLUMNS} FROM app_user WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return rows[0] ?? null;
  }

  /**
   * The same, and of every active superuser too, always in the order of their ids: two who would take away each
   * other's rights take turns, and the second one sees what the first one did.
   *
   * @returns the account, and how many active superusers there are besides it
   */
  async lockWithSuperusers(id: string): Promise<{ user: User | null; otherSuperusers: number }> {
    const rows = await this.transactions.query(
      userRow,
      `SELECT ${USER_COLUMNS} FROM app_user WHERE id = $1 OR (is_superuser AND is_active) ORDER BY id FOR NO KEY UPDATE`,
      [id],
    );
    const user = rows.find((row) => row.id === id) ?? null;
    return { user, otherSuperusers: rows.length - (user === null ? 0 : 1) };
  }

  /**
   * @returns the id
   * @throws EmailTakenError
   */
  async insert(user: UserRecord): Promise<string> {
    const [row] = await this.mindTheEmail(() =>
      this.transactions.query(
        idRow,
        `INSERT INTO app_user (email, display_name, language, password_hash, must_change_password, is_staff, is_superuser)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
        [
          user.email,
          user.displayName,
          user.language,
          user.passwordHash,
          user.mustChangePassword,
          user.isStaff,
          user.isSuperuser,
        ],
      ),
    );
    if (!row) throw new Error('the database answered nothing to INSERT');
    return row.id;
  }

  /** @throws EmailTakenError */
  async update(id: string, changes: UserChanges): Promise<void> {
    await this.mindTheEmail(() =>
      this.transactions.execute(
        `UPDATE app_user
            SET email = coalesce($2, email), display_name = coalesce($3, display_name),
                language = coalesce($4, language), must_change_password = coalesce($5, must_change_password),
                is_active = coalesce($6, is_active), is_staff = coalesce($7, is_staff),
                is_superuser = coalesce($8, is_superuser),
                email_verified_at = CASE WHEN lower($2::text COLLATE "C") <> lower(email COLLATE "C") THEN NULL
                                         ELSE email_verified_at END
          WHERE id = $1`,
        [
          id,
          changes.email ?? null,
          changes.displayName ?? null,
          changes.language ?? null,
          changes.mustChangePassword ?? null,
          changes.isActive ?? null,
          changes.isStaff ?? null,
          changes.isSuperuser ?? null,
        ],
      ),
    );
  }

  async setEmailVerified(id: string): Promise<void> {
    await this.transactions.execute(
      'UPDATE app_user SET email_verified_at = clock_timestamp() WHERE id = $1',
      [id],
    );
  }

  async delete(id: string): Promise<void> {
    await this.transactions.execute('DELETE FROM app_user WHERE id = $1', [id]);
  }

  private async mindTheEmail<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (violates(error, 'app_user_email_key')) throw new EmailTakenError();
      throw error;
    }
  }
}
