// How long processors have worked for the product and for its connections to the database: on a busy machine that says
// more than how long an answer took.
import { readdirSync, readFileSync } from 'node:fs';

/**
 * @param {number} pid of the product
 * @param {import('pg').Client} side another connection to its database
 * @returns {Promise<() => number | null>} milliseconds so far of whoever was connected then; null where there is no /proc
 */
export async function cpuClock(pid, side) {
  const { rows } = await side.query(
    `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  const pids = [pid, ...rows.map((row) => row.pid)];
  return () => {
    try {
      return pids.reduce((sum, one) => sum + spentBy(one), 0);
    } catch {
      return null;
    }
  };
}

/** Of all its threads. */
function spentBy(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
}
