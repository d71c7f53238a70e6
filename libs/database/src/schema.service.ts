import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from './transactions';

const columnRow = z.object({
  table_name: z.string(),
  comment: z.string().nullable(),
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  primary_key: z.boolean(),
  unique_key: z.boolean(),
  foreign_key: z.boolean(),
});
const referenceRow = z.object({
  name: z.string(),
  from_table: z.string(),
  to_table: z.string(),
  columns: z.array(z.string()),
  optional: z.boolean(),
  single: z.boolean(),
});

/** A column of a table. */
export interface SchemaColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  /** Alone, without other columns. */
  readonly unique: boolean;
  readonly foreignKey: boolean;
}

/** A table with its columns in their order. */
export interface SchemaTable {
  readonly name: string;
  readonly comment: string | null;
  readonly columns: readonly SchemaColumn[];
}

/** A foreign key. */
export interface SchemaReference {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
  /** Whether a row may refer to none. */
  readonly optional: boolean;
  /** Whether at most one row refers to each. */
  readonly single: boolean;
}

/** The tables of a database and how they hang together. */
export interface Schema {
  readonly tables: readonly SchemaTable[];
  readonly references: readonly SchemaReference[];
}

/** Whether a column is, or takes part in, a key of this kind; `alone`: without another column. */
const inKey = (kind: string, alone: boolean): string => `EXISTS (
  SELECT FROM pg_constraint key WHERE key.conrelid = class.oid AND key.contype = '${kind}'
     AND col.attnum = ANY (key.conkey) ${alone ? 'AND cardinality(key.conkey) = 1' : ''})`;

/** Looks at the schema as the database itself knows it. */
@Injectable()
export class SchemaService {
  constructor(private readonly transactions: Transactions) {}

  /** All tables of this project but the list of its migrations, by name. */
  async read(): Promise<Schema> {
    const columns = await this.transactions.query(
      columnRow,
      `SELECT class.relname AS table_name, obj_description(class.oid, 'pg_class') AS comment, col.attname AS name,
              format_type(col.atttypid, col.atttypmod) AS type, NOT col.attnotnull AS nullable,
              ${inKey('p', false)} AS primary_key, ${inKey('u', true)} AS unique_key, ${inKey('f', false)} AS foreign_key
         FROM pg_class class JOIN pg_attribute col ON col.attrelid = class.oid
        WHERE class.relnamespace = 'public'::regnamespace AND class.relkind = 'r' AND class.relname <> 'migration'
          AND col.attnum > 0 AND NOT col.attisdropped
        ORDER BY class.relname COLLATE "C", col.attnum`,
    );
    const references = await this.transactions.query(
      referenceRow,
      `SELECT fkey.conname AS name, own.relname AS from_table, other.relname AS to_table,
              array_agg(col.attname::text ORDER BY col.attnum) AS columns, bool_or(NOT col.attnotnull) AS optional,
              EXISTS (SELECT FROM pg_constraint key WHERE key.conrelid = own.oid AND key.contype IN ('p', 'u')
                         AND key.conkey <@ fkey.conkey) AS single
         FROM pg_constraint fkey
         JOIN pg_class own ON own.oid = fkey.conrelid JOIN pg_class other ON other.oid = fkey.confrelid
         JOIN pg_attribute col ON col.attrelid = own.oid AND col.attnum = ANY (fkey.conkey)
        WHERE fkey.contype = 'f' AND own.relnamespace = 'public'::regnamespace
        GROUP BY fkey.oid, fkey.conname, fkey.conkey, own.oid, own.relname, other.relname
        ORDER BY own.relname COLLATE "C", fkey.conname COLLATE "C"`,
    );
    return {
      tables: tablesOf(columns),
      references: references.map((row) => ({
        from: row.from_table,
        to: row.to_table,
        columns: row.columns,
        optional: row.optional,
        single: row.single,
      })),
    };
  }
}

function tablesOf(rows: readonly z.infer<typeof columnRow>[]): SchemaTable[] {
  const tables = new Map<string, SchemaTable & { readonly columns: SchemaColumn[] }>();
  for (const row of rows) {
    const table = tables.get(row.table_name) ?? { name: row.table_name, comment: row.comment, columns: [] };
    tables.set(row.table_name, table);
    table.columns.push({
      name: row.name,
      type: row.type,
      nullable: row.nullable,
      primaryKey: row.primary_key,
      unique: row.unique_key,
      foreignKey: row.foreign_key,
    });
  }
  return [...tables.values()];
}
