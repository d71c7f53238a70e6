import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.errors';
import { type Account, run } from './run';

/**
 * The account the server runs as. PostgreSQL refuses to be root, so root borrows the owner of the cluster if there is
 * one already, else the account `postgres` or `nobody`: no account is ever created.
 *
 * @param dir directory of the cluster; need not exist
 */
export function serverAccount(dir: string): Account {
  if (process.getuid?.() !== 0) return {};
  const owner = fs.statSync(path.join(dir, 'pgdata'), { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const rows = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = rows.find((row) => row.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new EmbeddedPostgresError(
    'The embedded PostgreSQL cannot run as root and there is no account "postgres" or "nobody": start as another user, or set DATABASE_URL.',
  );
}

/** Whether the account may enter a directory, or execute a file. */
export async function isReachable(file: string, account: Account): Promise<boolean> {
  if (account.uid === undefined) return true;
  return (await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', file], account)).code === 0;
}

/** Gives a file to the account of the server; nothing to do unless this process is root. */
export function handOver(file: string, account: Account): void {
  if (account.uid !== undefined) fs.chownSync(file, account.uid, account.gid);
}

/**
 * A name in /var/tmp for something that the account cannot reach where it is, as below /root. The place is
 * world-writable, hence the check that nobody else got there first.
 *
 * @param origin what it stands for; the same origin always has the same place
 * @param owners user ids that may own it
 */
export function publicPlace(prefix: string, origin: string, owners: readonly number[]): string {
  const tag = createHash('sha256').update(origin).digest('hex').slice(0, 12);
  const place = path.join('/var/tmp', `${prefix}-${tag}`);
  const found = fs.lstatSync(place, { throwIfNoEntry: false });
  if (found && (!found.isDirectory() || !owners.includes(found.uid))) {
    throw new EmbeddedPostgresError(`${place} belongs to somebody else: remove it, or set DATABASE_URL.`, {
      place,
    });
  }
  return place;
}

/**
 * Makes the directory of a cluster and returns its real path, which is another one if the account of the server cannot
 * get to the one wished for.
 *
 * @param dir absolute path
 */
export async function clusterHome(dir: string, account: Account): Promise<string> {
  // the mode is for the directory itself: the account has to get through those above it
  const created = fs.mkdirSync(path.dirname(dir), { recursive: true });
  if (created !== undefined && account.uid !== undefined) fs.chmodSync(path.dirname(dir), 0o755);
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const real = fs.realpathSync(dir);
  if (account.uid === undefined || (await isReachable(path.dirname(real), account))) return real;
  const place = publicPlace('embedded-postgres-data', real, [0, account.uid]);
  fs.mkdirSync(place, { recursive: true, mode: 0o700 });
  // for whoever looks for the data here
  fs.writeFileSync(path.join(real, 'moved-to'), `${place}\n`);
  return place;
}
