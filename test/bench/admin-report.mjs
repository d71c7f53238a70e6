// The figures of the panel as Markdown.
import { markdown, time } from './markdown.mjs';

/** So many of the slowest requests of each screen are named. */
const NAMED = 8;

const HEAD = [
  'case',
  'requests',
  'p50 ms',
  'p95 ms',
  'slowest p95 ms',
  'at its best ms',
  'its work ms',
  'first ms',
  'target',
  'met',
];

/**
 * What each screen costs: all its requests, and the worst of them, by its p95, at its best, and by the time that
 * processors work for it, which is the same on a busy machine.
 */
export function adminTable(results) {
  return markdown(
    HEAD,
    results.map(({ one, figures }) => [
      one.name,
      figures.requests.length,
      time(figures.median),
      time(figures.p95),
      time(figures.requests[0].p95),
      time(figures.best),
      time(figures.cpu || null),
      time(figures.first),
      `p95 ≤ ${one.most}`,
      adminVerdict(one, figures) ? 'yes' : 'MISSED',
    ]),
  );
}

/** Whether every request of a screen is within the target. */
export const adminVerdict = ({ most }, { requests }) => requests.every(({ p95 }) => p95 <= most);

/** The slowest requests of each screen with their rows, `~` where these are estimated. */
export function adminRequests(results) {
  return results
    .map(({ one, figures }) => {
      const named = figures.requests.slice(0, NAMED).map(({ label, total, p95, cpu }) => {
        const rows = total === null ? '' : ` (${total})`;
        return `${label}${rows} ${time(p95)}, work ${time(cpu || null)}`;
      });
      return `- ${one.name}: ${named.join('; ')}`;
    })
    .join('\n');
}
