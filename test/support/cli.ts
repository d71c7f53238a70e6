import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { dropDatabase, freshDatabase } from './database';
import { ROOT } from './source-files';

/** How a command ended, and what it said. */
export interface CliOutcome {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface RunningCli {
  readonly process: ChildProcess;
  readonly outcome: Promise<CliOutcome>;
}

const countRow = z.object({ n: z.coerce.number() });

/** The built CLI as its users run it: on a database of the tests, in a folder of its own. */
export class Cli {
  private constructor(
    readonly url: string,
    readonly folder: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  /** On a migrated database of its own; {@link close} removes it. */
  static async open(): Promise<Cli> {
    return Cli.on(await freshDatabase());
  }

  /** On a database of somebody else; {@link forget} removes the folder. */
  static on(url: string): Cli {
    return new Cli(url, realpathSync(mkdtempSync(join(tmpdir(), 'cli-'))), {});
  }

  /** Compiles what has changed since the last time, so that no command of a test has to say so. */
  static async compile(): Promise<void> {
    const cli = Cli.on('postgres://127.0.0.1:1/none');
    await cli.ok('--help');
    cli.forget();
  }

  async close(): Promise<void> {
    this.forget();
    await dropDatabase(this.url);
  }

  forget(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** The same with other settings. */
  with(variables: Readonly<Record<string, string>>): Cli {
    return new Cli(this.url, this.folder, { ...this.variables, ...variables });
  }

  /** Starts a command. */
  start(...args: readonly string[]): RunningCli {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/cli.mjs'), ...args], {
      cwd: this.folder,
      env: { ...process.env, NODE_ENV: 'development', DATABASE_URL: this.url, ...this.variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { process: child, outcome: outcomeOf(child) };
  }

  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<CliOutcome> {
    return this.start(...args).outcome;
  }

  /** Runs a command that must succeed. @returns what it printed */
  async ok(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0)
      throw new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}: ${stderr || stdout}`);
    return stdout;
  }

  write(file: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, file), content);
  }

  /** `null`: there is no such file. */
  read(file: string): string | null {
    const absolute = join(this.folder, file);
    return existsSync(absolute) ? readFileSync(absolute, 'utf8') : null;
  }

  files(): string[] {
    return readdirSync(this.folder).sort();
  }

  /** A whole number that a statement answers as `n`. */
  async count(sql: string): Promise<number> {
    const client = new Client(this.url);
    await client.connect();
    try {
      const { rows } = await client.query(sql);
      return countRow.parse(rows[0]).n;
    } finally {
      await client.end();
    }
  }
}

async function outcomeOf(child: ChildProcess): Promise<CliOutcome> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  await once(child, 'close');
  return { ...said, code: child.exitCode, signal: child.signalCode };
}
