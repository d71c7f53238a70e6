import { createHash } from 'node:crypto';
import { z } from 'zod';
import { USUAL_SIZE } from './query-parameters';

const PLACE = {
  /** Fingerprint of the query that the walk belongs to. */
  query: z.string(),
  id: z.string().regex(/^\d{1,18}$/),
};
const placeShape = z.discriminatedUnion('order', [
  /** By a value of the listings, `null` where the last listing had none. */
  z.object({ order: z.literal('value'), ...PLACE, value: z.string().max(40).nullable() }),
  /** By relevance, all matches among each other. */
  z.object({ order: z.literal('score'), ...PLACE, score: z.int(), today: z.iso.date() }),
  /** By relevance, among the newest of many matches: those not older than `floor`. */
  z.object({
    order: z.literal('newest'),
    ...PLACE,
    score: z.int(),
    today: z.iso.date(),
    floor: z.object({ value: z.string().max(40).nullable(), id: z.string().regex(/^\d{1,18}$/) }),
  }),
]);

/** After which listing a walk goes on. */
export type Place = z.infer<typeof placeShape>;

/** What is wrong with a cursor. */
export type CursorFault = 'cursor_broken' | 'cursor_foreign';

/** What to do without a cursor that can be used: begin the walk again. */
export const BEGIN_WALK = `limit=${USUAL_SIZE}`;

const TAG = 12;
const LONGEST = 1_000;

/** Names a selection of listings and its order, so that a cursor of another one is noticed. */
export function fingerprint(selection: string): string {
  return createHash('sha256').update(selection).digest('base64url').slice(0, TAG);
}

/** Makes the cursor of a place: opaque, and with a checksum that tells a mangled one. */
export function writeCursor(place: Place): string {
  const text = Buffer.from(JSON.stringify(place)).toString('base64url');
  return `${text}.${checksum(text)}`;
}

/** Whether a text is a cursor as it was given out, of whatever query. */
export function isIntact(cursor: string): boolean {
  const [text = '', tag, ...more] = cursor.split('.');
  return cursor.length <= LONGEST && more.length === 0 && tag === checksum(text);
}

/** Reads a cursor of the query with this fingerprint. */
export function readCursor(cursor: string, query: string): Place | CursorFault {
  if (!isIntact(cursor)) return 'cursor_broken';
  const text = cursor.split('.', 1)[0] ?? '';
  const parsed = placeShape.safeParse(parse(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) return 'cursor_broken';
  return parsed.data.query === query ? parsed.data : 'cursor_foreign';
}

/** Not a secret: a place gives nobody anything that he may not see, and every value is checked again. */
function checksum(text: string): string {
  return createHash('sha256').update(`instruments cursor ${text}`).digest('base64url').slice(0, TAG);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
