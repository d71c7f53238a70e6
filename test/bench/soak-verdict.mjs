// Whether a series of looks at a process grows without an end.

/** Looks are put together by so many minutes. */
const WINDOW = 5;
/** What may be between the middle of a run and its end: caches that fill, a heap that the collector leaves larger. */
const BOUNDS = { heapMiB: 12, rssMiB: 40, files: 12, connections: 4, lagMs: 50 };

/**
 * The least of each five minutes (of memory: what the collector could not take away), and whether the last quarter of
 * the run lies above the second one by more than its bound.
 *
 * @param {readonly ({ minute: number } & Record<keyof typeof BOUNDS, number>)[]} looks
 */
export function judge(looks) {
  const whole = looks.at(-1)?.minute ?? 0;
  return Object.entries(BOUNDS).map(([name, bound]) => {
    const windows = leastByWindow(looks, name);
    const within = (from, to) =>
      median(
        windows
          .filter(({ minute }) => minute >= whole * from && minute < whole * to)
          .map(({ least }) => least),
      );
    const [early, late] = [within(0.25, 0.5), within(0.75, 1.01)];
    const growth = early === null || late === null ? null : late - early;
    return { name, bound, early, late, growth, leaks: growth !== null && growth > bound };
  });
}

function leastByWindow(looks, name) {
  const windows = new Map();
  for (const look of looks) {
    const minute = Math.floor(look.minute / WINDOW) * WINDOW;
    windows.set(minute, Math.min(windows.get(minute) ?? Infinity, look[name]));
  }
  return [...windows].map(([minute, least]) => ({ minute, least }));
}

function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
