import type { ParsedHash } from './password-hash';

/**
 * Where the search for hashes of other settings goes on behind one of these: what a hash was made with stands in front
 * of its salt, so in the order of their text (ASCII) all of the same settings lie side by side.
 */
export function behindSettings(stored: string): string {
  // Django's mark of an unusable password, with random letters behind it
  if (stored.startsWith('!')) return '"';
  const fields = stored.split('$');
  const bcrypt = fields.findIndex((field) => /^2[aby]$/.test(field));
  const settings = fields.slice(0, bcrypt < 0 ? Math.max(fields.length - 2, 1) : bcrypt + 2);
  return `${settings.join('$')}%`; // % comes right behind $
}

/** What a check of a hash costs, as a name; a PBKDF2 of any length can be made as long as any other. */
function costOf(hash: ParsedHash): string {
  if (hash.kind === 'argon2') return /\$argon2.*\$m=[^$]*/.exec(hash.phc)?.[0] ?? hash.phc;
  return hash.kind === 'bcrypt' ? `bcrypt ${hash.hash.slice(4, 6)}` : hash.kind;
}

/** One hash of each cost; of PBKDF2 the one with the most rounds. */
export function oneOfEachCost(hashes: readonly ParsedHash[]): ParsedHash[] {
  const found = new Map<string, ParsedHash>();
  for (const hash of hashes) {
    const other = found.get(costOf(hash));
    if (!other || roundsOf(hash) > roundsOf(other)) found.set(costOf(hash), hash);
  }
  return [...found.values()];
}

/**
 * What is to be computed besides a hash so that, whichever it is, all of `everything` has been computed.
 *
 * @param own `null`: there is none
 * @param everything one of each cost
 */
export function restOf(own: ParsedHash | null, everything: readonly ParsedHash[]): ParsedHash[] {
  return everything.flatMap((hash) => {
    if (own === null || costOf(own) !== costOf(hash)) return [hash];
    const iterations = roundsOf(hash) - roundsOf(own);
    return hash.kind === 'pbkdf2' && iterations > 0 ? [{ ...hash, iterations }] : [];
  });
}

function roundsOf(hash: ParsedHash): number {
  return hash.kind === 'pbkdf2' ? hash.iterations : 0;
}
