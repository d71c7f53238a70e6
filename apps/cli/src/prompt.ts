import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from './usage.errors';

/** Where questions are asked: standard input and standard error, unless a test has its own. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly output: NodeJS.WritableStream;
}

const HERE: Terminal = { input: process.stdin, output: process.stderr };

/** Whether somebody is there to answer. */
export function canAsk({ input }: Terminal = HERE): boolean {
  return input.isTTY === true;
}

/**
 * Asks for a line.
 *
 * @throws UsageError when none comes (Ctrl-C, Ctrl-D)
 */
export async function ask(question: string, terminal: Terminal = HERE): Promise<string> {
  return readLine(question, terminal, terminal.output);
}

/** The same without showing what is typed. */
export async function askSecret(question: string, terminal: Terminal = HERE): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  terminal.output.write(question);
  try {
    return await readLine('', terminal, nowhere);
  } finally {
    terminal.output.write('\n');
  }
}

/** @throws UsageError when the second one is another one */
export async function askNewPassword(terminal: Terminal = HERE): Promise<string> {
  const password = await askSecret('Password: ', terminal);
  if ((await askSecret('Again: ', terminal)) !== password) {
    throw new UsageError('The two passwords differ: nothing was changed.');
  }
  return password;
}

async function readLine(
  question: string,
  { input }: Terminal,
  output: NodeJS.WritableStream,
): Promise<string> {
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  const given = new AbortController();
  // Ctrl-C and the end of the input: without this the question would wait for ever
  lines.once('SIGINT', () => given.abort());
  lines.once('close', () => given.abort());
  try {
    return await lines.question(question, { signal: given.signal });
  } catch {
    throw new UsageError('No answer: nothing was changed.');
  } finally {
    lines.close();
  }
}
