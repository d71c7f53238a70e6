import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { InstrumentSearchService, type ListingsState } from '@app/instruments';
import { RequestQuotasService } from '../http/request-quotas.service';
import { type AnswerKey, PublicAnswersService } from './public-answers.service';

const MEMORY = 1024 * 1024;
/** Longer addresses do not come often. */
const LONGEST = 500;

/**
 * Answers what was asked in the very same words a moment ago, before the framework looks at it: guards, reading the query
 * and finding the handler cost more than such an answer itself. It counts for its caller like any other, and is as new: the
 * version of the listings is read for it, and with another one it takes the long way.
 */
@Injectable()
export class HotAnswersService {
  /** By the words of a request, all that its answer depends on. */
  private readonly asked = new LRUCache<string, AnswerKey>({
    maxSize: MEMORY,
    sizeCalculation: ({ name }, words) => 2 * (words.length + name.length) + 300,
  });

  /** What was read for requests that take the long way. */
  private readonly states = new WeakMap<FastifyRequest, ListingsState>();

  constructor(
    private readonly search: InstrumentSearchService,
    private readonly quotas: RequestQuotasService,
    private readonly answers: PublicAnswersService,
  ) {}

  /** Keeps what a request, which was a good one, asks for; of public doors that count as ordinary requests only. */
  remember(request: FastifyRequest, key: AnswerKey): void {
    if (request.method === 'GET' && request.url.length <= LONGEST) this.asked.set(wordsOf(request), key);
  }

  /** The state of the listings that was read for this request, so that it is read once; none where nobody has read it. */
  stateOf(request: FastifyRequest): ListingsState | undefined {
    return this.states.get(request);
  }

  /** Looks at the requests of a server; call it before it has routes, and after whatever refuses requests or labels answers. */
  watch(server: FastifyInstance): void {
    server.addHook('onRequest', (request, reply, done) => {
      const key = request.method === 'GET' ? this.asked.get(wordsOf(request)) : undefined;
      if (key === undefined) {
        done();
        return;
      }
      this.answer(request, reply, key).then((isAnswered) => {
        if (!isAnswered) done();
      }, done);
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, key: AnswerKey): Promise<boolean> {
    const state = await this.search.now();
    const isSame = state.version === key.version && state.today === key.today;
    const send = isSame ? this.answers.known(request, key) : null;
    if (!send) {
      this.states.set(request, state);
      return false;
    }
    await this.quotas.count('requests', await this.quotas.whoCounts(request), request, reply);
    send(reply);
    return true;
  }
}

/** With a token or without: what is asked of its owner is asked at the door. */
function wordsOf({ url, headers: { accept, authorization } }: FastifyRequest): string {
  return `${url}\n${accept ?? ''}\n${authorization === undefined ? '' : 'token'}`;
}
