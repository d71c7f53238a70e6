import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestApp } from './app';
import type { ApiClient } from './clients';

/** What an upload came to. */
export interface UploadAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends files to the API over a real connection, so that they can be slow, or stop in the middle. */
export class Uploader {
  private constructor(
    private readonly port: number,
    private readonly client: ApiClient,
  ) {}

  /** On an API that listens. */
  static async to(api: TestApp, client: ApiClient): Promise<Uploader> {
    return new Uploader(Number(new URL(await api.app.getUrl()).port), client);
  }

  /** Begins an upload that the test writes to and ends. */
  open(query: string, headers: Readonly<Record<string, string>> = {}): ClientRequest {
    const upload = request({
      port: this.port,
      method: 'POST',
      path: `/api/v1/imports${query}`,
      headers: {
        authorization: `Bearer ${this.client.credential ?? ''}`,
        'content-type': 'text/csv',
        ...headers,
      },
    });
    // whoever hangs up in the middle is told so by his own socket
    upload.on('error', () => undefined);
    return upload;
  }

  /** The answer to an upload. */
  async answerTo(upload: ClientRequest): Promise<UploadAnswer> {
    const answered: Promise<IncomingMessage[]> = once(upload, 'response');
    const [response] = await answered;
    if (!response) throw new Error('there was no answer');
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  }
}
