import type { FastifyRequest } from 'fastify';
import { UnusableFieldsError } from './invalid-request.errors';

const HEADER = 'Idempotency-Key';
const KEY = /^[ -~]{1,200}$/;
const detail = {
  en: 'This is 1 to 200 printable ASCII characters.',
  es: 'Son de 1 a 200 caracteres ASCII imprimibles.',
};

/**
 * The key that a client gives to a request, so that sending it again does not do it again
 * (draft-ietf-httpapi-idempotency-key-header); `null`: none.
 *
 * @throws UnusableFieldsError
 */
export function idempotencyKeyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new UnusableFieldsError((language) => [{ header: HEADER, code: 'format', detail: detail[language] }]);
}
