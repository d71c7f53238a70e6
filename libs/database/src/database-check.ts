import { types } from 'node:util';
import { Client, DatabaseError } from 'pg';
import { DatabaseRefusedError } from './database.errors';

/** A database that says nothing for so long, in milliseconds, is away. */
const PATIENCE = 5_000;

/** What PostgreSQL says to who may not come in: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'it refuses the password of the user that DATABASE_URL names',
  '28000': 'it does not let the user in that DATABASE_URL names (pg_hba.conf)',
  '3D000': 'it has no database of the name that DATABASE_URL ends in',
  '42501': 'the user that DATABASE_URL names may not connect to this database',
  '53300': 'it has no connection left',
};

/**
 * Connects once and lets go, so that a program that cannot work says why in one sentence before it begins.
 *
 * @throws DatabaseRefusedError which names the address, and never the user's password
 */
export async function assertDatabaseAnswers(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    const { host, pathname } = new URL(url);
    throw new DatabaseRefusedError(`${host || 'localhost'}${pathname}`, reasonOf(error), error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof DatabaseError) return REFUSALS[error.code ?? ''] ?? error.message;
  if (!types.isNativeError(error)) return String(error);
  // one for each address that the name of the host has
  if ('errors' in error && Array.isArray(error.errors)) {
    return [...new Set(error.errors.map(reasonOf))].join(', ');
  }
  return 'code' in error ? `it does not answer (${String(error.code)})` : error.message;
}
