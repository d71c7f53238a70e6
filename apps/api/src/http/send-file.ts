import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasAlready } from './conditional';

/** A file that a browser loads. */
export interface SentFile {
  readonly type: string;
  readonly body: Buffer;
  /** Its ETag. */
  readonly tag: string;
  /** How the body is packed; `null` or absent: not at all. */
  readonly encoding?: string | null;
}

/** Sends a file, or that whoever asks has it already. @param caching `Cache-Control` */
export function sendFile(
  { type, body, tag, encoding = null }: SentFile,
  caching: string,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.headers({ 'Cache-Control': caching, ETag: tag });
  if (hasAlready(request.headers['if-none-match'], tag)) {
    void reply.status(304).send();
    return;
  }
  if (encoding !== null) void reply.header('Content-Encoding', encoding);
  void reply.header('Content-Type', type).send(body);
}
