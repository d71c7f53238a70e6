import argon2 from '@node-rs/argon2';
import { PasswordHashingService } from './password-hashing.service';

/** What another argon2 would have written: fewer bytes of memory, so that the test is quick. */
const CHEAP = { memoryCost: 8_192, timeCost: 1, parallelism: 1 };
const PASSWORD = 'la guitarra de mi abuela';

/** Made by Python: hashlib.pbkdf2_hmac, hashlib.sha256, crypt.crypt with $2b$. */
const DJANGO = {
  pbkdf2: 'pbkdf2_sha256$1000$seasalt$Qp9++KiacrAOHRwkAR7GECRke6rEWNNc1Rl/XEusVtc=',
  pbkdf2Accents: 'pbkdf2_sha256$1200$wHtRYRcbqNCOGD5tOYhVzC$VWx+dJRvkkoCP8iLPwVRhchKIePeq6mrM/0bcmmpAAk=',
  bcryptSha256: 'bcrypt_sha256$$2b$04$abcdefghijklmnopqrstuu89E7Hd1q0cg9vmtof8cJslLpumtUKMS',
  bcrypt: 'bcrypt$$2b$04$abcdefghijklmnopqrstuuJP0PiURWYBPIF6GNUJVs69puGW.aGgK',
  plainBcrypt: '$2b$04$abcdefghijklmnopqrstuuJP0PiURWYBPIF6GNUJVs69puGW.aGgK',
};

describe('password hashes', () => {
  const hashing = new PasswordHashingService();

  it('are argon2id, 46 MiB, one pass, one lane, each with its own salt', async () => {
    const [one, two] = await Promise.all([hashing.hash(PASSWORD), hashing.hash(PASSWORD)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(hashing.needsRehash(one)).toBe(false);
    expect(await hashing.verify(one, PASSWORD)).toBe(true);
    expect(await hashing.verify(one, `${PASSWORD} `)).toBe(false);
  });

  it('take all 256 characters: the last one counts', async () => {
    const long = 'ñ'.repeat(255);
    const hash = await hashing.hash(`${long}a`);
    expect(await hashing.verify(hash, `${long}a`)).toBe(true);
    expect(await hashing.verify(hash, `${long}b`)).toBe(false);
  });

  it('take é typed as one character or as two for the same', async () => {
    const hash = await hashing.hash('un café de más allá'.normalize('NFD'));
    expect(await hashing.verify(hash, 'un café de más allá'.normalize('NFC'))).toBe(true);
  });

  it.each(Object.entries(DJANGO))('of Django fit: %s', async (name, hash) => {
    const password = name === 'pbkdf2Accents' ? 'contraseña con eñes' : PASSWORD;
    expect(await hashing.verify(hash, password)).toBe(true);
    expect(await hashing.verify(hash, 'la guitarra de mi abuelo')).toBe(false);
    expect(hashing.needsRehash(hash)).toBe(true);
  });

  it('of Django and others fit in argon2', async () => {
    const phc = await argon2.hash(PASSWORD, CHEAP);
    for (const hash of [phc, `argon2${phc}`]) {
      expect(await hashing.verify(hash, PASSWORD)).toBe(true);
      expect(await hashing.verify(hash, 'x')).toBe(false);
      expect(hashing.needsRehash(hash)).toBe(true);
    }
  });

  it('of Django know the password as it came, ours normalised', async () => {
    const typed = 'café café café'.normalize('NFD');
    const phc = await argon2.hash(typed, CHEAP);
    expect(await hashing.verify(`argon2${phc}`, typed)).toBe(true);
    expect(await hashing.verify(phc, typed)).toBe(false);
  });

  it.each([
    '',
    'x',
    '!unusable',
    '$argon2id$v=19$m=99999999,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo',
    '$argon2id$v=19$m=47104,t=1,p=1$',
    'pbkdf2_sha256$0$salt$Qp9++KiacrAOHRwkAR7GECRke6rEWNNc1Rl/XEusVtc=',
    'pbkdf2_sha256$99999999999$salt$Qp9++KiacrAOHRwkAR7GECRke6rEWNNc1Rl/XEusVtc=',
    'pbkdf2_sha256$1000$salt$short',
    'pbkdf2_sha1$1000$seasalt$Qp9++KiacrAOHRwkAR7GECRke6rEWNNc1Rl/XEusVtc=',
    'md5$salt$0cc175b9c0f1b6a831c399e269772661',
    '$2b$31$abcdefghijklmnopqrstuuJP0PiURWYBPIF6GNUJVs69puGW.aGgK',
    'bcrypt$x',
  ])('that are none fit no password and cost one hash: %s', async (stored) => {
    const verify = jest.spyOn(argon2, 'verify');
    try {
      expect(await hashing.verify(stored, PASSWORD)).toBe(false);
      expect(verify).toHaveBeenCalledTimes(1);
      expect(argon2.parseOptions(verify.mock.calls[0]?.[0] ?? '')).toMatchObject({ memoryCost: 47_104 });
    } finally {
      verify.mockRestore();
    }
  });

  it('are made by as many at once as there is room; 50 wait, the next is refused', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => hashing.verifyDummy('x')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(60 - 50 - 4);
    expect(refused.length).toBeLessThanOrEqual(60 - 50 - 1);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: 'passwords.busy', kind: 'unavailable' });
    expect(await hashing.verifyDummy('x')).toBe(false);
  });
});
