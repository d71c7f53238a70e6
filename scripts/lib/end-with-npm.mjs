// npm runs a script in a shell and, when it is told to end, kills that shell without a word to the script below it:
// "npm start" would be over and the server still there. So the script looks for itself whether npm is still above it.
import { readFileSync } from 'node:fs';

const LOOK_EVERY = 500;

/** Ends this process as SIGTERM does when the npm that runs it, if one does, is gone. */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  // a SIGKILL of npm leaves the shell in between alone: then it is the shell that has lost its parent
  const npm = proc(parent, 'cmdline').split('\0')[1] === '-c' ? parentOf(parent) : undefined;
  let missed = 0;
  const timer = setInterval(() => {
    const grandparent = npm === undefined ? undefined : parentOf(parent);
    const isGone = process.ppid !== parent || (grandparent !== undefined && grandparent !== npm);
    missed = isGone ? missed + 1 : 0;
    if (missed < 2) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY);
  timer.unref();
}

/** The parent of a process, where the system tells it. */
function parentOf(pid) {
  // "123 (sh) S 45 ...": the fourth field
  return /\) \S (\d+)/.exec(proc(pid, 'stat'))?.[1];
}

function proc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // not Linux: the parent alone must do
  }
}
