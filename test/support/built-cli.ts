import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ROOT } from './source-files';

/** How a command ended and what it said. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function node(args: readonly string[], variables: Readonly<Record<string, string>>): Promise<CommandResult> {
  const env = { PATH: process.env['PATH'], NODE_ENV: 'test', LOG_LEVEL: 'silent', ...variables };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
    child.stdin?.end();
  });
}

let compiled: Promise<void> | undefined;

/** Compiles the sources to dist if dist was made of others; looks once for each test file. */
export function compileCli(): Promise<void> {
  return (compiled ??= compile());
}

async function compile(): Promise<void> {
  const module = pathToFileURL(join(ROOT, 'scripts/lib/compile.mjs')).href;
  const script = `const { ensureCompiled } = await import('${module}'); process.exit((await ensureCompiled()) ? 0 : 1);`;
  const { code, stderr } = await node(['--input-type=module', '-e', script], {});
  if (code !== 0) throw new Error(stderr);
}

/** Runs a command of the built CLI without a terminal. */
export function runCli(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  return node([join(ROOT, 'dist/apps/cli/src/main.js'), ...args], variables);
}
