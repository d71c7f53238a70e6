/** A key that tokens are signed with. */
export interface SigningKey {
  /** Its name, which stands in the header of each token. */
  readonly kid: string;
  readonly secret: string;
}

const KID = /^[A-Za-z0-9_-]{1,32}$/;
const SECRET = /^[!-+\--~]+$/; // printable ASCII but the comma
const LEAST_BYTES = 32;
/** A random secret of 32 characters has more different ones, even in hexadecimal. */
const LEAST_CHARACTERS = 8;

/** The entries of a key ring, `kid:secret,kid:secret`; what is wrong with them is told by {@link signingKeyFault}. */
export function parseSigningKeys(text: string): readonly SigningKey[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const colon = entry.indexOf(':');
      return { kid: entry.slice(0, Math.max(colon, 0)), secret: entry.slice(colon + 1) };
    });
}

/** What is wrong with a key ring, without repeating any of it; `null`: nothing. */
export function signingKeyFault(keys: readonly SigningKey[]): string | null {
  if (keys.some(({ kid }) => !KID.test(kid))) {
    return 'must list keys as kid:secret, the kid of 1 to 32 letters, digits, hyphens or underscores';
  }
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) return 'must not name two keys alike';
  if (keys.some(({ secret }) => secret.length < LEAST_BYTES || !SECRET.test(secret))) {
    return `must have secrets of at least ${LEAST_BYTES} printable ASCII characters`;
  }
  const guessable = (secret: string): boolean =>
    new Set(secret).size < LEAST_CHARACTERS || /change.?me/i.test(secret);
  return keys.some(({ secret }) => guessable(secret))
    ? 'must have random secrets: `cli keys rotate` prints some'
    : null;
}
