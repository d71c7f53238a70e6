import { behindSettings, oneOfEachCost, restOf } from './legacy-hashes';
import { type ParsedHash, parseHash } from './password-hash';

const pbkdf2 = (rounds: number): string =>
  `pbkdf2_sha256$${rounds}$seasalt$Qp9++KiacrAOHRwkAR7GECRke6rEWNNc1Rl/XEusVtc=`;
const bcrypt = (cost: number): string =>
  `bcrypt_sha256$$2b$${String(cost).padStart(2, '0')}$abcdefghijklmnopqrstuu89E7Hd1q0cg9vmtof8cJslLpumtUKMS`;
const argon2 = (memory: number): string =>
  `argon2$argon2id$v=19$m=${memory},t=2,p=8$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo`;

const parsed = (...stored: string[]): ParsedHash[] => stored.flatMap((one) => parseHash(one) ?? []);

describe('hashes of other programs', () => {
  it.each([
    [pbkdf2(600_000), 'pbkdf2_sha256$600000%'],
    [bcrypt(12), 'bcrypt_sha256$$2b$12%'],
    [bcrypt(12).slice('bcrypt_sha256$'.length), '$2b$12%'],
    [argon2(102_400), 'argon2$argon2id$v=19$m=102400,t=2,p=8%'],
    ['md5$salt$0cc175b9c0f1b6a831c399e269772661', 'md5%'],
    ['!Zq2hcTRQ', '"'],
    ['nothing', 'nothing%'],
  ])('of the settings of %s end before %s', (stored, end) => {
    expect(behindSettings(stored)).toBe(end);
    expect(stored < end).toBe(true);
  });

  it('are known by one of each cost, PBKDF2 by the longest', () => {
    const all = parsed(
      pbkdf2(1000),
      bcrypt(4),
      argon2(8192),
      pbkdf2(3000),
      bcrypt(4),
      bcrypt(5),
      pbkdf2(2000),
    );
    expect(oneOfEachCost(all)).toEqual(parsed(pbkdf2(3000), bcrypt(4), argon2(8192), bcrypt(5)));
  });

  it('are filled up to the same work, whichever one it is', () => {
    const everything = parsed(pbkdf2(3000), bcrypt(4), argon2(8192));
    const [long, low, foreign] = everything;
    const of = (stored: string) => restOf(parseHash(stored), everything);
    expect(restOf(null, everything)).toEqual(everything);
    expect(of(argon2(512))).toEqual(everything);
    expect(of(argon2(8192))).toEqual([long, low]);
    expect(of(bcrypt(4))).toEqual([long, foreign]);
    expect(of(pbkdf2(3000))).toEqual([low, foreign]);
    expect(of(pbkdf2(9000))).toEqual([low, foreign]);
    expect(of(pbkdf2(1000))).toEqual([{ ...long, iterations: 2000 }, low, foreign]);
  });
});
