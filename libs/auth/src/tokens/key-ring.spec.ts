import { inspect } from 'node:util';
import { parseSigningKeys } from '@app/config';
import { KeyRing, rotatedRing } from './key-ring';

const NOW = new Date('2026-11-21T12:00:00.000Z');

describe('a key ring', () => {
  it('signs by its first key and shows no secret when printed', () => {
    const ring = new KeyRing([
      { kid: 'b', secret: 'second secret of the ring' },
      { kid: 'a', secret: 'first secret of the ring' },
    ]);
    expect(ring.active.kid).toBe('b');
    expect(ring.keys.map(({ kid }) => kid)).toEqual(['b', 'a']);
    expect(JSON.stringify(ring) + inspect(ring, { depth: 9, showHidden: true })).not.toContain(
      'secret of the',
    );
  });

  it('is never empty', () => expect(() => new KeyRing([])).toThrow());

  it('is rotated by a new key of 32 random bytes in front of the others', () => {
    const first = rotatedRing([], NOW);
    const [made] = parseSigningKeys(first);
    expect(made?.kid).toMatch(/^20261121-[0-9a-f]{6}$/);
    expect(Buffer.from(made?.secret ?? '', 'base64url')).toHaveLength(32);
    const second = rotatedRing(parseSigningKeys(first), NOW);
    expect(second.endsWith(`,${first}`)).toBe(true);
    expect(second).not.toContain(`${first},`);
  });
});
