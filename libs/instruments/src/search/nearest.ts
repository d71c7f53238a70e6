/**
 * How many single letters have to be inserted, left out, replaced or swapped with their neighbour to make one text of
 * the other (restricted Damerau-Levenshtein).
 */
export function editDistance(left: string, right: string): number {
  const a = Array.from(left);
  const b = Array.from(right);
  let before: number[] = [];
  let last = b.map((_, at) => at);
  last.push(b.length);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (row[j - 1] ?? 0) + 1,
          (last[j] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** Longer texts are no slip of the fingers. */
const LONGEST = 40;

/** What was probably meant: the known text nearest to the given one, if any is near. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  if (text.length > LONGEST) return undefined;
  const wanted = text.toLowerCase();
  const most = wanted.length < 4 ? 1 : wanted.length < 8 ? 2 : 3;
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  if (best !== undefined || wanted.length < 3) return best;
  return known.find((candidate) => candidate.startsWith(wanted) || wanted.startsWith(candidate));
}
