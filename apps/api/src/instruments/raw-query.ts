import type { FastifyRequest } from 'fastify';

/** What stands after the question mark, as it came. */
export function rawQuery({ url }: FastifyRequest): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
