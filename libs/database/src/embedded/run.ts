import { spawn } from 'node:child_process';
import * as path from 'node:path';

/** The account a program runs as; empty: that of this process. */
export type Account =
  { readonly uid: number; readonly gid: number } | { readonly uid?: never; readonly gid?: never };

/** How a program ended: its exit code (`null` when it was killed or never ran) and all it printed. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/**
 * All that children get to know: no secret of ours, one language, one time zone. Windows adds what it needs (PATH,
 * SystemRoot, TEMP) by itself when it is missing.
 */
export const childEnv: NodeJS.ProcessEnv = {
  ...(process.platform === 'win32' ? {} : { PATH: '/usr/local/bin:/usr/bin:/bin' }),
  LC_ALL: 'C',
  TZ: 'UTC',
};

/**
 * Runs a program to its end. Never throws: a program that cannot be run has code `null` and the reason as output.
 *
 * @param options.cwd a directory the account may enter; the root of the file system when left out
 * @param options.quiet do not listen to its output: a server it leaves behind would keep the pipe open for ever
 */
export function run(
  file: string,
  args: readonly string[],
  account: Account,
  options: { cwd?: string; quiet?: boolean } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const pipe = options.quiet ? 'ignore' : 'pipe';
    const child = spawn(file, args, {
      ...account,
      cwd: options.cwd ?? path.parse(process.execPath).root,
      env: childEnv,
      stdio: ['ignore', pipe, pipe],
      windowsHide: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });
}
