import { createHash, randomBytes } from 'node:crypto';

/** What every key begins with, so that scanners for leaked secrets, and the guard, know it at sight. */
const MARK = 'bik_';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const PREFIX_LENGTH = 8;
const SECRET_BYTES = 32;
/** 43 characters of base64url are 32 bytes and two bits over, which are zero: a key has one spelling. */
const KEY = /^bik_([a-z2-7]{8})_([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST_NAME = 100;

/** Whether a key works as far as it goes itself; its owner may still be inactive. A key without owner is revoked. */
export const apiKeyStates = ['active', 'expired', 'revoked'] as const;
export type ApiKeyState = (typeof apiKeyStates)[number];

/** The orders of a list of keys. */
export const apiKeyOrders = ['created_at'] as const;
export type ApiKeyOrder = (typeof apiKeyOrders)[number];

/** What a search looks for: of a key, as it is found somewhere, the part that is kept as it is. */
export function searchedIn(text: string): string {
  return /^bik_([a-z2-7]{1,8})/.exec(text)?.[1] ?? text;
}

/** A key as it may be shown: nothing of its secret. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The part between `bik_` and the secret. */
  readonly prefix: string;
  readonly state: ApiKeyState;
  /** Whose rights bound those of the key; `null`: deleted. */
  readonly owner: { readonly id: string; readonly email: string; readonly isActive: boolean } | null;
  /** Codenames, sorted. */
  readonly permissions: readonly string[];
  readonly createdAt: Date;
  /** Id of a user; `null`: at the terminal. */
  readonly createdBy: string | null;
  /** `null`: never. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  /** Exact to a minute. */
  readonly lastUsedAt: Date | null;
  readonly lastUsedIp: string | null;
}

/** A key alone, with what bounds it at this moment. */
export interface ApiKeyDetails extends ApiKey {
  /** Codenames, sorted: what its owner may do and keys can. Whatever else it was given opens nothing. */
  readonly usablePermissions: readonly string[];
}

/** What a new key is made of. */
export interface NewApiKey {
  /** Up to 100 characters, for people. */
  readonly name: string;
  /** Codenames, at least one. */
  readonly permissions: readonly string[];
  /** In the future; `null`: never. */
  readonly expiresAt: Date | null;
}

/** What may be edited of a key; what is absent stays. */
export interface ApiKeyChanges {
  readonly name?: string | undefined;
  /** All that it has afterwards. */
  readonly permissions?: readonly string[] | undefined;
  readonly expiresAt?: Date | null | undefined;
}

/** A key that has just been made. */
export interface IssuedApiKey {
  /** The key itself. It can never be shown again. */
  readonly key: string;
  readonly apiKey: ApiKey;
}

/** Which keys a list holds; all conditions hold together. */
export interface ApiKeyFilter {
  /** Id of a user. */
  readonly owner?: string | undefined;
  readonly state?: ApiKeyState | undefined;
  /** A part of the name or of the prefix, in any letter case; not empty. */
  readonly q?: string | undefined;
}

/** Who comes in with a key, and what it may do at this moment. */
export interface ApiKeyIdentity {
  readonly apiKeyId: string;
  /** The owner. */
  readonly userId: string;
  /** Codenames that both the key and its owner have. */
  readonly permissions: ReadonlySet<string>;
}

/** The parts of a key: what finds it, and what proves it. */
export interface KeyParts {
  readonly prefix: string;
  /** SHA-256 of the secret: of 32 random bytes, which need no slow hash. */
  readonly secretHash: Buffer;
}

/** A new random key with its parts. */
export function newKey(): KeyParts & { readonly key: string } {
  // 32 characters: each of them is five random bits
  const prefix = Array.from(randomBytes(PREFIX_LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
  const secret = randomBytes(SECRET_BYTES);
  return {
    key: `${MARK}${prefix}_${secret.toString('base64url')}`,
    prefix,
    secretHash: sha256(secret),
  };
}

/** The parts of a text; `null` when it cannot be a key. */
export function readKey(text: string): KeyParts | null {
  const [, prefix, secret] = KEY.exec(text) ?? [];
  if (prefix === undefined || secret === undefined) return null;
  return { prefix, secretHash: sha256(Buffer.from(secret, 'base64url')) };
}

/** Whether a credential means to be a key, good or bad. */
export function isApiKey(credential: string): boolean {
  return credential.startsWith(MARK);
}

/** Whether a text can be the id of a key: the database refuses to even look for another one. */
export function isApiKeyId(text: string): boolean {
  return UUID.test(text);
}

/** Whether a key may be called so. */
export function isApiKeyName(text: string): boolean {
  const length = Array.from(text).length;
  return length >= 1 && length <= LONGEST_NAME && !/[\p{Cc}\p{Cs}]/u.test(text);
}

function sha256(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
