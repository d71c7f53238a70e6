import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InstrumentSearchService, type PreparedSearch, queryString } from '@app/instruments';
import { Public } from '../http/access';
import { explainQueryFaults, linkHeader, linksOf, toListBody } from './instrument-list.mapper';
import { rawQuery } from './raw-query';
import { type PublicAnswer, PublicAnswersService } from './public-answers.service';

/** The list of listings, the same for everybody. */
@Public()
@Controller('api/v1/instruments')
export class InstrumentListController {
  constructor(
    private readonly search: InstrumentSearchService,
    private readonly answers: PublicAnswersService,
  ) {}

  /**
   * Listings by search and filters, in pages or in a walk by cursor. 400 with every fault of the query: nothing in it is
   * ever ignored.
   */
  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const prepared = await this.search.prepare(rawQuery(request)).catch(explainQueryFaults);
    const { version, today, query } = prepared;
    const key = { version, today, form: 'list json', query: queryString(query.given) };
    await this.answers.send(request, reply, key, () => this.answer(prepared));
  }

  private async answer(prepared: PreparedSearch): Promise<PublicAnswer> {
    const answer = await this.search.answer(prepared).catch(explainQueryFaults);
    const links = linksOf(answer);
    return {
      version: answer.version,
      body: JSON.stringify(toListBody(answer, links)),
      headers: { Link: linkHeader(links) },
    };
  }
}
