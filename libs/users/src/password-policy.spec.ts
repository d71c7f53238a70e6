import { dictionary } from '@zxcvbn-ts/language-common';
import { commonWords } from './common-passwords';
import { describeFault, passwordFaults } from './password-policy';

const of = (password: string, isStaff = false, email = 'ana.ruiz@example.org') =>
  passwordFaults(password, { email, isStaff });
/** Unlike anything, of any length. */
const long = (length: number) =>
  Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 5000))).join('');

describe('a new password', () => {
  it.each([
    'nueve tejados y un paraguas',
    'Zx9-ubKq-2mVt',
    'muelle tarta ceniza',
    'la quinta cuerda se rompe',
    'гитара на чердаке',
    '猫が三匹屋根の上で寝ている',
    '🎸🥁🎹🎺🎻🪕🪘🎷📯🪗🎤🎧',
    'constantinopla con vistas',
    '    four spaces before',
  ])('may be %s', (password) => {
    expect(of(password)).toEqual([]);
  });

  it('is another one than before, where it has to be', () => {
    const judge = (previous: string | null) =>
      passwordFaults('ñandúes y faroles rojos', { email: 'ana@example.org', isStaff: false, previous });
    expect(judge('ñandúes y faroles rojos')).toEqual(['unchanged']);
    expect(judge('ñandúes y faroles rojos'.normalize('NFD'))).toEqual(['unchanged']);
    expect(judge('ñandúes y faroles verdes')).toEqual([]);
    expect(judge(null)).toEqual([]);
  });

  it('has 12 characters at least, 15 for staff', () => {
    expect(of(long(11))).toEqual(['too_short']);
    expect(of(long(12))).toEqual([]);
    expect(of(long(14), true)).toEqual(['too_short']);
    expect(of(long(15), true)).toEqual([]);
  });

  it('has 256 characters at most', () => {
    expect(of(long(256))).toEqual([]);
    expect(of(long(257))).toEqual(['too_long']);
  });

  it('is counted in code points after NFC', () => {
    const emoji = Array.from({ length: 256 }, (_, index) => String.fromCodePoint(0x1f300 + index)).join('');
    expect(emoji).toHaveLength(512);
    expect(of(emoji)).toEqual([]);
    expect(of('e\u0301u\u0301a\u0301i\u0301o\u0301n\u0303')).toEqual(['too_short']);
  });

  it.each([
    'with a line\nend in it',
    'a NUL \0 inside of it',
    'half of a pair: \ud83c',
    'from a file of Windows\r',
  ])('has no characters that nobody can type: %j', (password) => expect(of(password)).toEqual(['malformed']));

  it.each([
    'correcthorsebatterystaple',
    'CorrectHorseBatteryStaple',
    'abracadabra123',
    'enunlugardelamancha',
  ])('is not a common one: %s', (password) => expect(of(password)).toContain('common'));

  it.each([
    'password1234',
    'P4ssw0rd2024!',
    'contraseña1234',
    'Contrasena2025',
    'buscainstrumentos',
    'Buscainstrumentos1!',
    'telecaster1969',
    'guitarraguitarra',
    'administrador1',
    'qwertyuiopasdf',
    '1qaz2wsx3edc',
    'abcdefghijklmno',
    '123456789012345',
    'aaaaaaaaaaaaaaa',
    'aaaaaabbbbbbcccccc',
    'abababababababab',
    'a1b2a1b2a1b2a1b2',
    'iloveyou12345678',
    '20241120202411',
    'zxcvbnm123456',
  ])('is not made of what guessers try first: %s', (password) => {
    expect(of(password).some((fault) => fault === 'predictable' || fault === 'common')).toBe(true);
  });

  it('is not a common word with a number behind it: more of them than any list has', () => {
    const words = commonWords.filter((word) => word.length >= 8);
    const passwords = words.flatMap((word) =>
      [0, 7, 99, 1234].map((number) => `${word}${`${number}`.padStart(4, '0')}`),
    );
    expect(passwords.filter((password) => of(password).length === 0)).toEqual([]);
    expect(words.length * 10_000).toBeGreaterThan(20_000);
  });

  it('is not too much like the e-mail', () => {
    expect(of('ana.ruiz@example.org')).toContain('like_email');
    expect(of('Ana.Ruiz-2026!')).toContain('like_email');
    expect(of('example.org.2026')).toContain('like_email');
    expect(of('the ruiz family owns nine boats')).toEqual([]);
  });

  it('is none of the 20,000 most frequent ones, whatever their length', () => {
    const most = dictionary['passwords-common'].slice(0, 20_000);
    expect(most).toHaveLength(20_000);
    expect(most.filter((password) => !of(password).includes('common'))).toEqual([]);
    expect(most.filter((password) => !of(password.toUpperCase()).includes('common'))).toEqual([]);
  });

  it.each(['Volkswagen99!', '1999-volkswagen', '¡¡volkswagen!!'])(
    'is not a frequent one that was made long enough by digits and signs: %s',
    (password) => expect(of(password)).toContain('common'),
  );

  it('may have a frequent one somewhere in it', () => {
    expect(of('83749-volkswagen-91826')).toEqual([]);
    expect(of('mi abuelo y su volkswagen azul')).toEqual([]);
  });

  it('is judged in no time, whatever it is', () => {
    const started = performance.now();
    for (const text of ['a'.repeat(256), 'ab'.repeat(128), 'password'.repeat(32), long(256), '1'.repeat(256)])
      of(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('is never repeated in what is said of it', () => {
    expect(describeFault('too_short', true)).toContain('15');
    expect(describeFault('too_short', false)).toContain('12');
  });
});
