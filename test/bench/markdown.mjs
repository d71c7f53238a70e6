// How figures are written, and tables of them.
/** A table; the first column is text, the others are figures. */
export function markdown(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n');
}

/** Requests a second. */
export const rate = (perSecond) =>
  perSecond >= 100 ? perSecond.toFixed(0) : perSecond.toFixed(perSecond >= 10 ? 1 : 2);
/** Milliseconds. */
export const time = (ms) => (ms === null ? '–' : ms.toFixed(ms >= 100 ? 0 : ms >= 10 ? 1 : 2));
/** So many times. */
export const ratio = (times) => (Number.isFinite(times) ? times.toFixed(times >= 10 ? 0 : 2) : '–');
