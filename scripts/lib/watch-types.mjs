// Type errors, reported beside the running program; they never hold it up.
import os from 'node:os';
import { createInterface } from 'node:readline';
import { Child } from './child.mjs';
import { inProject, say } from './project.mjs';

const CHATTER = /^\s*$|Starting (incremental )?compilation|File change detected/;

/** Checks types after each change until stopped. */
export function watchTypes() {
  const tsc = inProject('node_modules/typescript/bin/tsc');
  const options = [
    '--noEmit',
    '--watch',
    '--preserveWatchOutput',
    '--pretty',
    'false',
    '-p',
    'tsconfig.build.json',
  ];
  const child = new Child([tsc, ...options], (code) => say(`[types] the type check ended (${code})`), 'pipe');
  // the program that is being worked on comes first (raising a priority that is lower yet would be refused)
  if (child.process.pid && os.getPriority(child.process.pid) < 10) os.setPriority(child.process.pid, 10);
  createInterface({ input: child.process.stdout }).on('line', (line) => {
    const text = line.replace(/^\d+:\d+:\d+ [AP]M - /, '');
    if (!CHATTER.test(text)) say(`[types] ${text}`);
  });
  return child;
}
