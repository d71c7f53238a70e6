import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { hasAlready, weakTag } from '../http/conditional';

/** What decides an answer wholly. */
export class AnswerKey {
  /** Of the answer in memory. */
  readonly name: string;
  readonly tag: string;

  /**
   * @param version `dataset.version` as the request has read it
   * @param form which door, and in which form
   * @param query the normalised query
   */
  constructor(
    readonly version: string,
    readonly today: string,
    private readonly form: string,
    private readonly query: string,
  ) {
    this.name = JSON.stringify([version, today, form, query]);
    this.tag = this.tagIn(version);
  }

  /** The tag of the answer to this question in another state of the listings. */
  tagIn(version: string): string {
    return weakTag(version, this.today, this.form, this.query);
  }
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

interface Making {
  readonly key: AnswerKey;
  readonly make: () => Promise<PublicAnswer>;
}

/** An answer as it is sent: whoever asks for it again costs no encoding. */
interface KeptAnswer {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

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
  private readonly memory = new LRUCache<string, KeptAnswer, Making>({
    maxSize: MEMORY,
    sizeCalculation: ({ body }, key) => body.length + 2 * key.length + 400,
    maxEntrySize: MEMORY / 32,
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context }) => made(context),
  });

  /**
   * Sends the answer, or that it has not changed.
   *
   * @param make finds it when nobody has it
   */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    key: AnswerKey,
    make: Making['make'],
  ): Promise<void> {
    const context = { key, make };
    const known = this.known(request, key);
    if (known) known(reply);
    else sendWhole(reply, (await this.memory.fetch(key.name, { context })) ?? (await made(context)));
  }

  /** What sends the answer, where the asker or this process has it already. */
  known(request: FastifyRequest, { name, tag }: AnswerKey): ((reply: FastifyReply) => void) | null {
    if (hasAlready(request.headers['if-none-match'], tag)) {
      return (reply) => void reply.status(304).headers(HEADERS).header('ETag', tag).send();
    }
    const answer = this.memory.get(name);
    return answer ? (reply) => sendWhole(reply, answer) : null;
  }
}

async function made({ key, make }: Making): Promise<KeptAnswer> {
  const { version, body, type = JSON_TYPE, headers } = await make();
  const ETag = version === key.version ? key.tag : key.tagIn(version);
  return { body: Buffer.from(body), headers: { ...HEADERS, 'Content-Type': type, ...headers, ETag } };
}

function sendWhole(reply: FastifyReply, { body, headers }: KeptAnswer): void {
  void reply.headers(headers).send(body);
}
