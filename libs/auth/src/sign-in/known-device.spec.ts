import { KeyRing } from '../tokens/key-ring';
import { DEVICE_LIFE, isDeviceOf, signDevice } from './known-device';

const OWNER = '01926f3e-0000-7000-8000-000000000001';
const OTHER = '01926f3e-0000-7000-8000-000000000002';
const SECRET = 'Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&';
const ring = new KeyRing([{ kid: 'new', secret: SECRET }]);
const now = new Date('2026-11-21T10:00:00Z');
const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);

describe('a known device', () => {
  const device = signDevice(ring, OWNER, now);

  it('is known to its owner, for 180 days', () => {
    expect(isDeviceOf(ring, device, OWNER, now)).toBe(true);
    expect(isDeviceOf(ring, device, OWNER, later(DEVICE_LIFE - 1))).toBe(true);
    expect(isDeviceOf(ring, device, OWNER, later(DEVICE_LIFE))).toBe(false);
    expect(DEVICE_LIFE).toBe(15_552_000_000);
  });

  it('is not known when the password has changed since', () => {
    expect(isDeviceOf(ring, device, OWNER, later(2), now)).toBe(true);
    expect(isDeviceOf(ring, device, OWNER, later(2), later(1))).toBe(false);
  });

  it('is not known to anybody else', () => {
    expect(isDeviceOf(ring, device, OTHER, now)).toBe(false);
    expect(isDeviceOf(ring, device.replace(OWNER, OTHER), OTHER, now)).toBe(false);
  });

  it('is known by a key that retires, and by no other', () => {
    const rotated = new KeyRing([
      { kid: 'newer', secret: `${SECRET}!` },
      { kid: 'new', secret: SECRET },
    ]);
    expect(isDeviceOf(rotated, device, OWNER, now)).toBe(true);
    expect(signDevice(rotated, OWNER, now)).toMatch(/^newer\./);
    const stranger = new KeyRing([{ kid: 'new', secret: `${SECRET}!` }]);
    expect(isDeviceOf(stranger, device, OWNER, now)).toBe(false);
    expect(isDeviceOf(ring, signDevice(rotated, OWNER, now), OWNER, now)).toBe(false);
  });

  it('cannot be made younger, or made up', () => {
    const [kid, owner, issued, mac = ''] = device.split('.');
    for (const forged of [
      [kid, owner, Number(issued) + 1, mac].join('.'),
      [kid, owner, issued, `${mac.slice(0, -1)}${mac.endsWith('A') ? 'B' : 'A'}`].join('.'),
      [kid, owner, issued, ''].join('.'),
      `${device}x`,
      '',
      'x'.repeat(5_000),
    ]) {
      expect(isDeviceOf(ring, forged, OWNER, now)).toBe(false);
    }
  });
});
