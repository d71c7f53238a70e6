import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { hasAlready, weakTag } from '../http/conditional';

/** What decides an answer wholly. */
export interface AnswerKey {
  /** `dataset.version` as this request has read it. */
  readonly version: string;
  readonly today: string;
  /** Which door, and in which form. */
  readonly form: string;
  /** The normalised query. */
  readonly query: string;
}

/** An answer that is the same for everybody who asks. */
export interface PublicAnswer {
  /** The state that it shows, newer than the key's if something was written in between. */
  readonly version: string;
  readonly body: string;
  /** Its content type; JSON unless given. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Make = () => Promise<PublicAnswer>;

/** An answer as it is sent: whoever asks for it again costs no encoding. */
type KeptAnswer = Omit<PublicAnswer, 'body'> & { readonly body: Buffer };

const MEMORY = 32 * 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';
const HEADERS = { 'Cache-Control': 'public, max-age=60, stale-while-revalidate=300' };

/**
 * Answers that caches may hold. A client that has the answer already gets 304 from the version alone; hot answers stay in
 * memory, by version and question, so that none can be older than the version that the request itself has read. Who asks
 * for the same at once waits for one answer. Never for anything personal.
 */
@Injectable()
export class PublicAnswersService {
  private readonly memory = new LRUCache<string, KeptAnswer, Make>({
    maxSize: MEMORY,
    sizeCalculation: ({ body }, key) => body.length + 2 * key.length + 200,
    maxEntrySize: MEMORY / 32,
    ignoreFetchAbort: true,
    fetchMethod: async (_key, _stale, { context }) => encoded(await context()),
  });

  /** By the same names. */
  private readonly tags = new LRUCache<string, string>({
    maxSize: MEMORY / 32,
    sizeCalculation: (tag, name) => tag.length + name.length + 100,
  });

  /**
   * Sends the answer, or that it has not changed.
   *
   * @param make finds it when nobody has it
   */
  async send(request: FastifyRequest, reply: FastifyReply, key: AnswerKey, make: Make): Promise<void> {
    const { version, today, form, query } = key;
    const name = `${version} ${today} ${form} ?${query}`;
    let tag = this.tags.get(name);
    if (tag === undefined) {
      tag = weakTag(version, today, form, query);
      this.tags.set(name, tag);
    }
    if (hasAlready(request.headers['if-none-match'], tag)) {
      void reply.status(304).headers(HEADERS).header('ETag', tag).send();
      return;
    }
    const answer =
      this.memory.get(name) ?? (await this.memory.fetch(name, { context: make })) ?? encoded(await make());
    void reply
      .headers(HEADERS)
      .header('Content-Type', answer.type ?? JSON_TYPE)
      .headers(answer.headers ?? {})
      .header('ETag', answer.version === version ? tag : weakTag(answer.version, today, form, query))
      .send(answer.body);
  }
}

function encoded({ body, ...rest }: PublicAnswer): KeptAnswer {
  return { ...rest, body: Buffer.from(body) };
}
