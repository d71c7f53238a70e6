import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions, violates } from '@app/database';
import {
  type ListPreference,
  type NewSavedFilter,
  type PanelList,
  panelLists,
  type SavedFilter,
  type SavedFilterChanges,
} from '../panel/saved-filter';
import { SavedFilterNameTakenError } from '../panel/saved-filters.errors';

const filterRow = z.object({
  id: z.string(),
  list: z.enum(panelLists),
  name: z.string(),
  query: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  owner: z.string(),
});
const preferenceRow = z.object({ columns: z.array(z.string()), per_page: z.number() });
const countRow = z.object({ n: z.number() });

const COLUMNS = `id, list, name, query, shared, owner_id = $1 AS mine,
                 (SELECT email FROM app_user WHERE app_user.id = owner_id) AS owner`;

/** What people keep of the lists of the panel. */
@Injectable()
export class PanelRepository {
  constructor(private readonly transactions: Transactions) {}

  /** One's own filters of a list and those that others share, by name. */
  findFilters(userId: string, list: PanelList): Promise<SavedFilter[]> {
    return this.transactions.query(
      filterRow,
      `SELECT ${COLUMNS} FROM saved_filter WHERE list = $2 AND (owner_id = $1 OR shared)
        ORDER BY owner_id <> $1, name, id LIMIT 1000`,
      [userId, list],
    );
  }

  /** A filter that somebody sees. */
  async findFilter(userId: string, id: string): Promise<SavedFilter | null> {
    const [row] = await this.transactions.query(
      filterRow,
      `SELECT ${COLUMNS} FROM saved_filter WHERE id = $2 AND (owner_id = $1 OR shared)`,
      [userId, id],
    );
    return row ?? null;
  }

  /** How many filters of a list somebody has; makes others of his requests wait until the transaction ends. */
  async countOwnAlone(userId: string, list: PanelList): Promise<number> {
    await this.transactions.execute('SELECT FROM app_user WHERE id = $1 FOR NO KEY UPDATE', [userId]);
    const [row] = await this.transactions.query(
      countRow,
      'SELECT count(*)::int AS n FROM saved_filter WHERE owner_id = $1 AND list = $2',
      [userId, list],
    );
    return row?.n ?? 0;
  }

  /** @throws SavedFilterNameTakenError */
  async insertFilter(userId: string, { list, name, query, shared }: NewSavedFilter): Promise<SavedFilter> {
    const [row] = await this.writing(name, () =>
      this.transactions.query(
        filterRow,
        `INSERT INTO saved_filter (owner_id, list, name, query, shared) VALUES ($1, $2, $3, $4, $5)
         RETURNING ${COLUMNS}`,
        [userId, list, name, query, shared],
      ),
    );
    if (!row) throw new Error('a filter was not saved');
    return row;
  }

  /** @throws SavedFilterNameTakenError */
  async updateFilter(userId: string, id: string, { name, query, shared }: SavedFilterChanges): Promise<void> {
    await this.writing(name ?? '', () =>
      this.transactions.execute(
        `UPDATE saved_filter SET name = coalesce($3, name), query = coalesce($4, query), shared = coalesce($5, shared)
          WHERE id = $2 AND owner_id = $1`,
        [userId, id, name, query, shared],
      ),
    );
  }

  async deleteFilter(userId: string, id: string): Promise<void> {
    await this.transactions.execute('DELETE FROM saved_filter WHERE id = $2 AND owner_id = $1', [userId, id]);
  }

  async findPreference(userId: string, list: PanelList): Promise<ListPreference | null> {
    const [row] = await this.transactions.query(
      preferenceRow,
      'SELECT columns, per_page FROM list_preference WHERE user_id = $1 AND list = $2',
      [userId, list],
    );
    return row ? { columns: row.columns, perPage: row.per_page } : null;
  }

  async savePreference(userId: string, list: PanelList, { columns, perPage }: ListPreference): Promise<void> {
    await this.transactions.execute(
      `INSERT INTO list_preference (user_id, list, columns, per_page) VALUES ($1, $2, $3, $4)
       ON CONFLICT ON CONSTRAINT list_preference_pkey DO UPDATE
         SET columns = excluded.columns, per_page = excluded.per_page`,
      [userId, list, columns, perPage],
    );
  }

  private async writing<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (violates(error, 'saved_filter_owner_list_name_key')) throw new SavedFilterNameTakenError(name);
      throw error;
    }
  }
}
