import { createHash } from 'node:crypto';
import { isApiKey, newKey, readKey } from './api-key';

describe('an API key', () => {
  it('is bik_, a prefix and 32 random bytes; its hash is that of the bytes', () => {
    const { key, prefix, secretHash } = newKey();
    const [, shown, secret = ''] = /^bik_([a-z2-7]{8})_([\w-]{43})$/.exec(key) ?? [];
    expect(shown).toBe(prefix);
    const bytes = Buffer.from(secret, 'base64url');
    expect(bytes).toHaveLength(32);
    expect(secretHash).toEqual(createHash('sha256').update(bytes).digest());
    expect(isApiKey(key)).toBe(true);
  });

  it('is another one each time, and is read back as it was made', () => {
    const keys = Array.from({ length: 200 }, newKey);
    for (const part of ['key', 'prefix'] as const) {
      expect(new Set(keys.map((one) => one[part])).size).toBe(keys.length);
    }
    for (const { key, ...parts } of keys) expect(readKey(key)).toEqual(parts);
  });

  it('has one spelling', () => {
    const { key } = newKey();
    const spellings = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', (last) =>
      readKey(`${key.slice(0, -1)}${last}`),
    ).filter((parts) => parts !== null);
    expect(spellings).toHaveLength(16);
    expect(new Set(spellings.map(({ secretHash }) => secretHash.toString('hex'))).size).toBe(16);
    for (const text of [` ${key}`, `${key}\n`, key.replace('bik', 'BIK'), `${key}=`, key.replace('_', '-')]) {
      expect(readKey(text)).toBeNull();
    }
  });
});
