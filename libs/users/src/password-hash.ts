/** What a stored hash is. */
export type ParsedHash =
  /** `raw`: whoever made it took the password as it came, without our normalisation. */
  | { readonly kind: 'argon2'; readonly phc: string; readonly raw: boolean }
  | { readonly kind: 'pbkdf2'; readonly iterations: number; readonly salt: string; readonly digest: Buffer }
  /** `sha256`: of the hexadecimal SHA-256 of the password, Django's way around bcrypt's 72 bytes. */
  | { readonly kind: 'bcrypt'; readonly hash: string; readonly sha256: boolean };

/** argon2id, 46 MiB, one pass, one lane: of the settings that OWASP calls equal, the one with the most memory. */
export const ARGON2 = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;

/** Work that a stored hash may ask for at most: beyond it somebody has written what no program of ours writes. */
const MOST = { memory: 1_048_576, passes: 16, lanes: 16, iterations: 10_000_000, bcryptCost: 15 };

const PHC = /^\$argon2(?:id|i|d)\$v=\d{1,3}\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$[\w+/-]+\$[\w+/-]+$/;
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const PBKDF2 = /^(\d{1,9})\$([^$]+)\$([A-Za-z0-9+/]{43}=)$/;
const CURRENT = `$argon2id$v=19$m=${ARGON2.memoryCost},t=${ARGON2.timeCost},p=${ARGON2.parallelism}$`;

function argon2(phc: string, raw: boolean): ParsedHash | null {
  const [, memory, passes, lanes] = PHC.exec(phc)?.map(Number) ?? [];
  if (memory === undefined || passes === undefined || lanes === undefined) return null;
  return memory <= MOST.memory && passes <= MOST.passes && lanes <= MOST.lanes
    ? { kind: 'argon2', phc, raw }
    : null;
}

function bcrypt(hash: string, sha256: boolean): ParsedHash | null {
  const cost = BCRYPT.exec(hash)?.[1];
  return cost !== undefined && Number(cost) <= MOST.bcryptCost ? { kind: 'bcrypt', hash, sha256 } : null;
}

function pbkdf2(rest: string): ParsedHash | null {
  const [, count = '', salt = '', digest = ''] = PBKDF2.exec(rest) ?? [];
  const iterations = Number(count);
  if (iterations < 1 || iterations > MOST.iterations) return null;
  return { kind: 'pbkdf2', iterations, salt, digest: Buffer.from(digest, 'base64') };
}

/**
 * Reads a stored hash: ours, or one of those that Django writes.
 *
 * @returns `null` for anything else, such as Django's mark of an unusable password: no password fits it
 */
export function parseHash(stored: string): ParsedHash | null {
  if (stored.startsWith('$argon2')) return argon2(stored, false);
  if (stored.startsWith('$2')) return bcrypt(stored, false);
  const at = stored.indexOf('$');
  const rest = stored.slice(at + 1);
  switch (stored.slice(0, Math.max(at, 0))) {
    case 'argon2':
      return argon2(`$${rest}`, true);
    case 'bcrypt':
      return bcrypt(rest, false);
    case 'bcrypt_sha256':
      return bcrypt(rest, true);
    case 'pbkdf2_sha256':
      return pbkdf2(rest);
    default:
      return null;
  }
}

/** Whether a hash is not what we would write today. */
export function needsRehash(stored: string): boolean {
  return !stored.startsWith(CURRENT);
}

/**
 * A password as it is hashed: NFC, so that é typed as one character or as two is the same password. Not NFKC, which
 * would make characters equal that differ on purpose (RFC 8265, OpaqueString).
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFC');
}
