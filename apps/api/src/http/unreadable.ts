import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { codeForStatus, PROBLEM_TYPE, problemOf } from './problem';
import type { ProblemCode } from './problem-catalogue';
import { SECURITY_HEADERS } from './security-headers';

/**
 * For so many milliseconds what a client still sends is thrown away behind its answer. A line that is closed while bytes
 * are coming in is reset, and takes the answer along that the client has not read yet.
 */
const LINGER = 2_000;
/** A first line that is longer is an address that is too long. */
const LONG_LINE = 16 * 1024;

/** What Node says of bytes that it cannot read. */
type UnreadableError = Error & { readonly code?: string; readonly rawPacket?: unknown };

/**
 * Answers bytes that are no HTTP request: there is no request object and no hook, so that the answer and its line in
 * the log are written by hand.
 */
export function answerUnreadable(error: UnreadableError, socket: Socket, logger: FastifyBaseLogger): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statusOf(error);
  const requestId = randomUUID();
  const body = JSON.stringify(problemOf(codeOf(error, status), requestId, languageIn(error)));
  const address = socket.remoteAddress;
  const headers = Object.entries({
    'Cache-Control': 'no-store',
    'Content-Type': PROBLEM_TYPE,
    'X-Request-Id': requestId,
    ...SECURITY_HEADERS,
    Connection: 'close',
    'Content-Length': Buffer.byteLength(body),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} Error\r\n${headers.join('')}\r\n${body}`);
  linger(socket);
  logger.info({ requestId, status, reason: error.code, address }, 'unreadable request');
}

/** Node takes no character beyond ASCII in an address, however it is meant. */
function codeOf({ code }: UnreadableError, status: number): ProblemCode {
  return code === 'HPE_INVALID_URL' ? 'http.address_unreadable' : codeForStatus(status);
}

/** `Accept-Language`, where it has come along. */
function languageIn({ rawPacket }: UnreadableError): string | undefined {
  const text = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, LONG_LINE) : '';
  return /\r\naccept-language: *([^\r\n]*)/i.exec(text)?.[1];
}

function statusOf({ code, rawPacket }: UnreadableError): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  if (code !== 'HPE_HEADER_OVERFLOW') return 400;
  // Node counts the address among the headers
  const begin = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, LONG_LINE) : '';
  return /^[A-Z]+ [^\n]*$/.test(begin) ? 414 : 431;
}

function linger(socket: Socket): void {
  // the parser would stumble over the rest again
  socket.removeAllListeners('data').on('data', () => undefined);
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(timer));
}
