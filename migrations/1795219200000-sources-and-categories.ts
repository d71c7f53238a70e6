import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where listings come from and how they are classified: the tables, the known sites, the canonical categories. */
export class SourcesAndCategories1795219200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE source (
        id smallint GENERATED ALWAYS AS IDENTITY CONSTRAINT source_pkey PRIMARY KEY,
        slug text NOT NULL CONSTRAINT source_slug_key UNIQUE
          CONSTRAINT source_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 60),
        name text NOT NULL CONSTRAINT source_name_check CHECK (length(name) BETWEEN 1 AND 100),
        price_habit text NOT NULL CONSTRAINT source_price_habit_check CHECK (price_habit IN ('spanish', 'api')),
        currency text NOT NULL CONSTRAINT source_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
        time_zone text NOT NULL DEFAULT 'Europe/Madrid'
          CONSTRAINT source_time_zone_check CHECK (length(time_zone) BETWEEN 1 AND 60),
        interval_hours integer NOT NULL DEFAULT 24
          CONSTRAINT source_interval_hours_check CHECK (interval_hours BETWEEN 1 AND 8760),
        enabled boolean NOT NULL DEFAULT true
      );
      COMMENT ON COLUMN source.price_habit IS 'what 1.200 means on this site: 1200 (spanish) or 1.2 (api)';
      COMMENT ON COLUMN source.time_zone IS 'the zone whose date a time with an offset is cut to';
      COMMENT ON COLUMN source.interval_hours IS 'how often an import is expected; later than that is overdue';

      CREATE TABLE category (
        id smallint CONSTRAINT category_pkey PRIMARY KEY,
        slug text NOT NULL CONSTRAINT category_slug_key UNIQUE,
        name_es text NOT NULL,
        name_en text NOT NULL
      );

      CREATE TABLE category_alias (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT category_alias_pkey PRIMARY KEY,
        source_id smallint CONSTRAINT category_alias_source_fkey REFERENCES source (id),
        folded text NOT NULL CONSTRAINT category_alias_folded_check CHECK (length(folded) BETWEEN 1 AND 200),
        label text NOT NULL,
        category_id smallint CONSTRAINT category_alias_category_fkey REFERENCES category (id),
        CONSTRAINT category_alias_source_folded_key UNIQUE NULLS NOT DISTINCT (source_id, folded)
      );
      CREATE INDEX category_alias_folded_idx ON category_alias (folded);
      COMMENT ON COLUMN category_alias.source_id IS 'null: the alias holds for every source without one of its own';
      COMMENT ON COLUMN category_alias.category_id IS 'null: seen in a file and not mapped yet, its listings are in otros';

      INSERT INTO source (slug, name, price_habit, currency, time_zone) VALUES
        ('hispasonic', 'Hispasonic', 'spanish', 'EUR', 'Europe/Madrid'),
        ('guitarristas', 'Guitarristas', 'spanish', 'EUR', 'Europe/Madrid'),
        ('soundmarket', 'Soundmarket', 'spanish', 'EUR', 'Europe/Madrid'),
        ('reverb', 'Reverb', 'api', 'EUR', 'UTC');

      INSERT INTO category (id, slug, name_es, name_en) VALUES
        (1, 'guitarras', 'Guitarras', 'Guitars'),
        (2, 'bajos', 'Bajos', 'Basses'),
        (3, 'teclados', 'Teclados', 'Keyboards'),
        (4, 'sintetizadores', 'Sintetizadores', 'Synthesizers'),
        (5, 'baterias', 'Baterías', 'Drums and percussion'),
        (6, 'vientos', 'Vientos', 'Wind instruments'),
        (7, 'cuerdas', 'Cuerdas', 'Bowed and folk strings'),
        (8, 'amplificadores', 'Amplificadores', 'Amplifiers'),
        (9, 'efectos', 'Efectos', 'Effects'),
        (10, 'sonido', 'Sonido', 'Live sound and recording'),
        (11, 'accesorios', 'Accesorios', 'Accessories'),
        (12, 'otros', 'Otros', 'Other');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE category_alias, category, source');
  }
}
