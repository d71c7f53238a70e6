import { writeReason } from './import-reason';
import type { ImportCounts } from './import-report';

/** A run with a larger share of refused rows is looked at by a person. */
const MOST_REJECTED = 0.2;
/** A complete run with a smaller share of the usual rows, the first one of the listings, is looked at by a person. */
const LEAST_OF_USUAL = 0.5;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * Whether a run may draw conclusions from what it did not see.
 *
 * @param usual the accepted rows of the last five complete runs of the same source and category, newest first
 * @param listed the listings of these that were shown before it: the measure where no complete run came before
 * @returns `null` when it may, otherwise why a person has to look at it
 */
export function gate(
  counts: Pick<ImportCounts, 'received' | 'rejected'>,
  complete: boolean,
  usual: readonly number[],
  listed: number,
): string | null {
  const { received, rejected } = counts;
  if (received === 0) return complete ? writeReason('file_empty') : null;
  const share = rejected / received;
  if (share > MOST_REJECTED) {
    return writeReason('too_many_rejected', { rejected, received, percent: MOST_REJECTED * 100 });
  }
  const accepted = received - rejected;
  const expected = median(usual);
  if (complete && usual.length > 0 && accepted < expected * LEAST_OF_USUAL) {
    return writeReason('too_few_accepted', { accepted, expected });
  }
  if (complete && usual.length === 0 && accepted < listed * LEAST_OF_USUAL) {
    return writeReason('too_few_of_listed', { accepted, listed });
  }
  return null;
}
