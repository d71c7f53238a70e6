import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions, violates } from '@app/database';
import type { Group } from '../group';
import { GroupNameTakenError } from '../groups.errors';

const groupRow = z.object({ name: z.string(), permissions: z.array(z.string()), users: z.number() });
const lockedRow = z.object({ id: z.number(), name: z.string(), permissions: z.array(z.string()) });
const idRow = z.object({ id: z.number() });
const memberRow = z.object({ member: z.boolean() });

const PERMISSIONS = `ARRAY(SELECT codename FROM permission
  JOIN app_group_permission held ON held.permission_id = permission.id
 WHERE held.group_id = app_group.id ORDER BY codename COLLATE "C")`;

const GROUP = `SELECT name, ${PERMISSIONS} AS permissions,
         (SELECT count(*)::int FROM app_user_group WHERE group_id = app_group.id) AS users
    FROM app_group`;

/** A group that nobody else changes until the end of the transaction. */
export type LockedGroup = z.infer<typeof lockedRow>;

/** Groups, their permissions and their users. */
@Injectable()
export class GroupsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** All groups by name. */
  async findAll(): Promise<Group[]> {
    return this.transactions.query(groupRow, `${GROUP} ORDER BY name`);
  }

  async findByName(name: string): Promise<Group | null> {
    const [row] = await this.transactions.query(groupRow, `${GROUP} WHERE name = $1`, [name]);
    return row ?? null;
  }

  async findId(name: string): Promise<number | null> {
    const [row] = await this.transactions.query(idRow, 'SELECT id FROM app_group WHERE name = $1', [name]);
    return row?.id ?? null;
  }

  /** Names of the groups of a user. */
  async findNamesOf(userId: string): Promise<string[]> {
    const rows = await this.transactions.query(
      z.object({ name: z.string() }),
      `SELECT name FROM app_group JOIN app_user_group ON group_id = app_group.id WHERE user_id = $1 ORDER BY name`,
      [userId],
    );
    return rows.map(({ name }) => name);
  }

  /** Lock one after another by name, if several. */
  async lockByName(name: string): Promise<LockedGroup | null> {
    const held = await this.transactions.query(
      idRow,
      'SELECT id FROM app_group WHERE name = $1 FOR NO KEY UPDATE',
      [name],
    );
    if (!held[0]) return null;
    // a second statement: what was granted while the lock was waited for shows only now
    const [row] = await this.transactions.query(
      lockedRow,
      `SELECT id, name, ${PERMISSIONS} AS permissions FROM app_group WHERE id = $1`,
      [held[0].id],
    );
    return row ?? null;
  }

  async hasUser(groupId: number, userId: string): Promise<boolean> {
    const [row] = await this.transactions.query(
      memberRow,
      'SELECT EXISTS (SELECT FROM app_user_group WHERE group_id = $1 AND user_id = $2) AS member',
      [groupId, userId],
    );
    return row?.member ?? false;
  }

  /** @throws GroupNameTakenError */
  async insert(name: string): Promise<LockedGroup> {
    const [row] = await this.mindTheName(name, () =>
      this.transactions.query(
        lockedRow,
        `INSERT INTO app_group (name) VALUES ($1) RETURNING id, name, ARRAY[]::text[] AS permissions`,
        [name],
      ),
    );
    if (!row) throw new Error('the database answered nothing to INSERT');
    return row;
  }

  /** @throws GroupNameTakenError */
  async rename(groupId: number, name: string): Promise<void> {
    await this.mindTheName(name, () =>
      this.transactions.execute('UPDATE app_group SET name = $2 WHERE id = $1', [groupId, name]),
    );
  }

  async delete(groupId: number): Promise<void> {
    await this.transactions.execute('DELETE FROM app_group WHERE id = $1', [groupId]);
  }

  async grant(groupId: number, codenames: readonly string[]): Promise<void> {
    await this.transactions.execute(
      `INSERT INTO app_group_permission (group_id, permission_id)
       SELECT $1, id FROM permission WHERE codename = ANY ($2) ORDER BY id ON CONFLICT DO NOTHING`,
      [groupId, codenames],
    );
  }

  async revoke(groupId: number, codenames: readonly string[]): Promise<void> {
    await this.transactions.execute(
      `DELETE FROM app_group_permission held USING permission
        WHERE held.group_id = $1 AND permission.id = held.permission_id AND permission.codename = ANY ($2)`,
      [groupId, codenames],
    );
  }

  async addUser(groupId: number, userId: string): Promise<void> {
    await this.transactions.execute(
      'INSERT INTO app_user_group (group_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [groupId, userId],
    );
  }

  async removeUser(groupId: number, userId: string): Promise<void> {
    await this.transactions.execute('DELETE FROM app_user_group WHERE group_id = $1 AND user_id = $2', [
      groupId,
      userId,
    ]);
  }

  private async mindTheName<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (violates(error, 'app_group_name_key')) throw new GroupNameTakenError(name);
      throw error;
    }
  }
}
