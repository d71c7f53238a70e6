import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InstrumentSearchService, OverviewService, SuggestionsService } from '@app/instruments';
import { Public } from '../http/access';
import { Compressed } from '../http/compression';
import { QUOTA } from '../http/quota';
import { explainQueryFaults } from '../http/query-faults';
import { toCategoriesBody, toFiltersBody, toSourcesBody } from './choices.mapper';
import { AnswerKey, PublicAnswersService } from './public-answers.service';
import { rawQuery } from './raw-query';

type State = Awaited<ReturnType<InstrumentSearchService['state']>>;

/** What there is to search and filter by. These doors take no parameters but the `q` of the suggestions. */
@Public()
@Controller('api/v1')
export class ChoicesController {
  constructor(
    private readonly search: InstrumentSearchService,
    private readonly overview: OverviewService,
    private readonly suggestions: SuggestionsService,
    private readonly answers: PublicAnswersService,
  ) {}

  /** The categories with their active listings. */
  @Get('categories')
  @Compressed()
  async categories(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, 'categories', async ({ today }) =>
      toCategoriesBody(await this.overview.categories(today)),
    );
  }

  /** The websites that listings come from, with their active listings. */
  @Get('sources')
  @Compressed()
  async sources(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, 'sources', async ({ references, today }) =>
      toSourcesBody(await this.overview.sources(references, today)),
    );
  }

  /** The parameters of the list, with the values that they may have now. */
  @Get('instruments/filters')
  @Compressed()
  async filters(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, 'filters', async ({ references, today }) =>
      toFiltersBody(
        await this.overview.categories(today),
        await this.overview.sources(references, today),
        await this.overview.choices(),
      ),
    );
  }

  /** Brands, models and categories that begin like `q`, at most eight. */
  @Get('instruments/suggest')
  @QUOTA('suggest')
  async suggest(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.send(request, reply, 'suggest', async ({ references }, typed) => ({
      data: await this.suggestions.suggest(typed, references),
    }));
  }

  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: 'categories' | 'sources' | 'filters' | 'suggest',
    make: (state: State, typed: string) => Promise<object>,
  ): Promise<void> {
    const typed = this.typed(request, form === 'suggest' ? 'q' : 'nothing');
    const state = await this.search.state();
    const { version, today } = state;
    const key = new AnswerKey(version, today, form, typed);
    await this.answers.send(request, reply, key, async () => ({
      version,
      body: JSON.stringify(await make(state, typed)),
    }));
  }

  private typed(request: FastifyRequest, takes: 'q' | 'nothing'): string {
    try {
      return this.search.readSmall(rawQuery(request), takes);
    } catch (error) {
      return explainQueryFaults(error);
    }
  }
}
