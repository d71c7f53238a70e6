/** Values in a body, all together: the longest list that a door takes has 1,000. */
const MOST_VALUES = 2_500;
/** How deep they may be nested. */
const DEEPEST = 8;

/**
 * Whether a parsed body is small enough to be looked at: reading it into a DTO takes time that grows with the square of
 * its fields (116,000 of them in 1 MiB took 34 s), and the stack grows with its depth.
 */
export function isReadable(body: unknown): boolean {
  let values = 0;
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (values > MOST_VALUES || depth > DEEPEST) return false;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const children: unknown[] = Array.isArray(value) ? value : Object.values(value);
      if (values + next.length + children.length > MOST_VALUES) return false;
      for (const child of children) next.push(child);
    }
    level = next;
  }
  return true;
}
