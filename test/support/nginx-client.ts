import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { Nginx } from './nginx';

/** An answer as it came, with every line of its head. */
export class NginxAnswer {
  constructor(
    readonly status: number,
    private readonly rawHeaders: readonly string[],
    readonly bytes: Buffer,
  ) {}

  get body(): string {
    return this.bytes.toString('utf8');
  }

  json(): Readonly<Record<string, unknown>> {
    const parsed: Readonly<Record<string, unknown>> = JSON.parse(this.body);
    return parsed;
  }

  /** All values of a header, one for each line of it. */
  all(name: string): string[] {
    return this.rawHeaders.filter(
      (_, index, list) => index % 2 === 1 && list[index - 1]?.toLowerCase() === name.toLowerCase(),
    );
  }

  /** The value of a header that is there once; `undefined` without one. */
  header(name: string): string | undefined {
    const [value, ...more] = this.all(name);
    if (more.length > 0) throw new Error(`${name} is there ${more.length + 1} times`);
    return value;
  }
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Over plain http. */
  readonly plain?: boolean;
}

/**
 * Opens a request to Nginx on a connection of its own, for a test that writes the body itself: `localhost` over TLS unless
 * told otherwise, and its certificate is checked.
 */
export function openRequest(
  nginx: Nginx,
  path: string,
  question: Omit<Question, 'body'> = {},
): ClientRequest {
  const { headers = {}, plain = false, method = 'GET' } = question;
  const options = {
    host: '127.0.0.1',
    path,
    method,
    agent: false,
    headers: { host: 'localhost', ...headers },
  };
  const { ports, certificate } = nginx;
  const request = plain
    ? plainRequest({ ...options, port: ports.http })
    : secureRequest({ ...options, port: ports.https, servername: 'localhost', ca: certificate.cert });
  // a refusal may be there before all of the body was sent
  request.on('error', () => undefined);
  return request;
}

/** The answer to a request. */
export async function answerTo(request: ClientRequest): Promise<NginxAnswer> {
  const answered: Promise<IncomingMessage[]> = once(request, 'response');
  const [response] = await answered;
  if (!response) throw new Error('there was no answer');
  return new NginxAnswer(response.statusCode ?? 0, response.rawHeaders, await buffer(response));
}

/** Asks Nginx and waits for the answer. */
export function ask(nginx: Nginx, path: string, question: Question = {}): Promise<NginxAnswer> {
  const { body, headers = {}, ...rest } = question;
  const length = body === undefined ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
  const request = openRequest(nginx, path, { ...rest, headers: { ...length, ...headers } });
  const answer = answerTo(request);
  request.end(body);
  return answer;
}
