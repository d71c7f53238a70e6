import { createHmac } from 'node:crypto';

/** What a token is made of when a test makes one by hand. */
export interface TokenParts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(part = ''): Record<string, unknown> {
  const value: Record<string, unknown> = JSON.parse(Buffer.from(part, 'base64url').toString());
  return value;
}

/** The parts of a token, without asking whether anybody signed it. */
export function partsOf(token: string): TokenParts {
  const [header, payload] = token.split('.');
  return { header: decode(header), payload: decode(payload) };
}

/** A token signed by a key, whatever it says. */
export function forge({ header, payload }: TokenParts, secret: string, hash = 'sha256'): string {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}

/** The parts without one of their claims or fields. */
export function without(parts: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parts).filter(([key]) => key !== name));
}
