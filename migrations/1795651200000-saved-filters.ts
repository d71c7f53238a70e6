import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people keep of the lists of the panel: filters under a name, and the columns that they look at. */
export class SavedFilters1795651200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saved_filter (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT saved_filter_pkey PRIMARY KEY,
        owner_id uuid NOT NULL CONSTRAINT saved_filter_owner_fkey REFERENCES app_user (id) ON DELETE CASCADE,
        list text NOT NULL CONSTRAINT saved_filter_list_check CHECK (list ~ '^[a-z-]{1,40}$'),
        name text NOT NULL CONSTRAINT saved_filter_name_check CHECK (length(name) BETWEEN 1 AND 100),
        query text NOT NULL CONSTRAINT saved_filter_query_check CHECK (length(query) <= 4000),
        shared boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT saved_filter_owner_list_name_key UNIQUE (owner_id, list, name)
      );
      CREATE INDEX saved_filter_shared_idx ON saved_filter (list, name) WHERE shared;
      COMMENT ON COLUMN saved_filter.query IS 'what stands after the question mark in the address of the list';

      CREATE TABLE list_preference (
        user_id uuid NOT NULL CONSTRAINT list_preference_user_fkey REFERENCES app_user (id) ON DELETE CASCADE,
        list text NOT NULL CONSTRAINT list_preference_list_check CHECK (list ~ '^[a-z-]{1,40}$'),
        columns text[] NOT NULL CONSTRAINT list_preference_columns_check CHECK (cardinality(columns) BETWEEN 1 AND 40),
        per_page smallint NOT NULL CONSTRAINT list_preference_per_page_check CHECK (per_page BETWEEN 1 AND 100),
        CONSTRAINT list_preference_pkey PRIMARY KEY (user_id, list)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE list_preference; DROP TABLE saved_filter');
  }
}
