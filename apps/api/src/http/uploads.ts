import { Readable } from 'node:stream';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { watchOf } from './body-time';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types of the files that a door takes as its body. */
    uploadTypes?: readonly string[];
  }
}

/** What the body of an upload is announced as to the server, whatever the client calls it. */
const UPLOAD = 'application/x.upload';

/**
 * Marks a door whose body is a file of one of these media types, read by {@link openUpload}: nothing of it is read before
 * the guard has let the request in, and it may be larger than other bodies.
 */
export const TakesUpload = (...types: readonly string[]) => RouteConfig({ uploadTypes: types });

/** Lets the bodies of such doors pass as they are; at all others they are read and limited as ever. */
export function passUploads(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const types = request.routeOptions.config.uploadTypes;
    // the client's own word stays in the raw headers
    if (types?.includes(mediaTypeOf(request))) request.headers = { 'content-type': UPLOAD };
    done();
  });
  server.addContentTypeParser(UPLOAD, (request, payload, done) => {
    if (request.routeOptions.config.uploadTypes) done(null, payload);
    else done(new UnsupportedMediaTypeException());
  });
}

/** A file on its way in. */
export interface Upload {
  /** In lower case, without parameters. */
  readonly mediaType: string;
  /** Whether `Content-Encoding` says that it is packed. */
  readonly gzip: boolean;
  /** As announced; `null` when it was not. */
  readonly size: number | null;
  /** To be read once. Stopping early leaves the connection open for the answer. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Tells that the client has gone away before its answer. */
  readonly signal: AbortSignal;
}

/**
 * The file in the body of a request to a door that {@link TakesUpload}.
 *
 * @throws UnsupportedMediaTypeException for a type or an encoding that the door does not take, and without a body
 */
export function openUpload(request: FastifyRequest, reply: FastifyReply): Upload {
  const mediaType = mediaTypeOf(request);
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const length = request.headers['content-length'];
  const { body } = request;
  const known = request.routeOptions.config.uploadTypes?.includes(mediaType) ?? false;
  if (!known || !['identity', 'gzip', 'x-gzip'].includes(encoding) || !(body instanceof Readable)) {
    throw new UnsupportedMediaTypeException();
  }
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const bytes = piecesOf(request, body, gone);
  // whoever has his answer need not be read any further
  reply.raw.once('finish', () => void bytes.return(undefined));
  return {
    mediaType,
    gzip: encoding !== 'identity',
    size: length === undefined ? null : Number(length),
    bytes,
    signal: gone.signal,
  };
}

async function* piecesOf(
  request: FastifyRequest,
  body: Readable,
  gone: AbortController,
): AsyncGenerator<Uint8Array> {
  const watch = watchOf(request);
  watch?.wait();
  const pieces: AsyncIterable<unknown> = body.iterator({ destroyOnReturn: false });
  try {
    for await (const piece of pieces) {
      watch?.rest();
      if (piece instanceof Uint8Array) yield piece;
      watch?.wait();
    }
  } catch (error) {
    gone.abort();
    throw error;
  } finally {
    // what is left of a refused file is thrown away, or its client would never come to read the answer
    watch?.wait();
    body.resume();
  }
}

function mediaTypeOf(request: FastifyRequest): string {
  return request.raw.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
