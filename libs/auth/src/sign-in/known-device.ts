import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../tokens/key-ring';

/** A device is known for this long after the last sign-in on it, in milliseconds. */
export const DEVICE_LIFE = 180 * 24 * 3_600_000;

const FORM = /^([\w-]{1,32})\.([0-9a-f-]{36})\.(\d{1,15})\.([\w-]{43})$/;

/**
 * What a device is known by after a sign-in: key, user, time, and an HMAC-SHA256 (RFC 2104) over them. It lets nobody
 * in; it only shows that somebody signed in to this account here before.
 */
export function signDevice(ring: KeyRing, userId: string, now: Date): string {
  const { kid, key } = ring.active;
  const text = `${kid}.${userId}.${now.getTime()}`;
  return `${text}.${macOf(text, key)}`;
}

/**
 * Whether a device was given this text by a sign-in of this user, not too long ago.
 *
 * @param notBefore when the password became the present one: an older sign-in may have been that of somebody who knew
 *   the one before; `null`: any will do
 */
export function isDeviceOf(
  ring: KeyRing,
  device: string,
  userId: string,
  now: Date,
  notBefore: Date | null = null,
): boolean {
  const [, kid = '', owner, issued, mac = ''] = FORM.exec(device) ?? [];
  const key = ring.keys.find((one) => one.kid === kid)?.key;
  if (key === undefined || owner !== userId) return false;
  const age = now.getTime() - Number(issued);
  if (notBefore !== null && Number(issued) < notBefore.getTime()) return false;
  return isSame(mac, macOf(`${kid}.${owner}.${issued}`, key)) && age < DEVICE_LIFE;
}

/** The word in front keeps it apart from whatever else these keys sign. */
function macOf(text: string, key: KeyObject): string {
  return createHmac('sha256', key).update(`device:${text}`).digest('base64url');
}

function isSame(given: string, right: string): boolean {
  return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
}
