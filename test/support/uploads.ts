import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { TestApp } from './app';
import type { ApiClient } from './clients';

/** What an upload came to. */
export interface UploadAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Waits for something that comes of itself. */
export async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await setTimeout(20);
}

/** Makes writing the listing of this number take so long, in seconds. */
export async function slowDown(api: TestApp, number: number, seconds: number): Promise<void> {
  await api.database.query(`
    CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(${seconds}); RETURN NEW; END $$;
    CREATE TRIGGER linger BEFORE INSERT ON instrument FOR EACH ROW WHEN (NEW.name = 'listing ${number}')
      EXECUTE FUNCTION linger()`);
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
