import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InstrumentSearchService, type PreparedSearch, queryString } from '@app/instruments';
import { Public } from '../http/access';
import { Compressed } from '../http/compression';
import { JSON_TYPE, preferredType, Produces } from '../http/media-types';
import { explainQueryFaults } from '../http/query-faults';
import { RequestQuotasService } from '../http/request-quotas.service';
import { HotAnswersService } from './hot-answers.service';
import { linkHeader, linksOf, toListBody } from './instrument-list.mapper';
import { rawQuery } from './raw-query';
import { TABLE_TYPES, type TableForm, tableHead, tableRows, tableType } from './listing-table';
import { AnswerKey, type PublicAnswer, PublicAnswersService } from './public-answers.service';

/** The list of listings, the same for everybody. */
@Public()
@Controller('api/v1/instruments')
export class InstrumentListController {
  constructor(
    private readonly search: InstrumentSearchService,
    private readonly answers: PublicAnswersService,
    private readonly hot: HotAnswersService,
    private readonly quotas: RequestQuotasService,
  ) {}

  /**
   * Listings by search and filters, in pages or in a walk by cursor. 400 with every fault of the query: nothing in it is
   * ever ignored. Who prefers CSV or NDJSON by `Accept` gets the listings alone in it, and the other parts by `Link`;
   * with a token that has ended such a file is 401.
   */
  @Get()
  @Produces(JSON_TYPE, ...Object.values(TABLE_TYPES))
  @Compressed()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = preferredForm(request);
    const door = form === null ? 'list' : 'table';
    if (form !== null) await this.quotas.whoAsks(request);
    const prepared = await this.search
      .prepare(rawQuery(request), door, this.hot.stateOf(request))
      .catch(explainQueryFaults);
    const { version, today, query } = prepared;
    const key = new AnswerKey(version, today, `list ${form ?? 'json'}`, queryString(query.given));
    // a token that is shown for a file is looked at each time
    if (form === null || request.headers.authorization === undefined) this.hot.remember(request, key);
    await this.answers.send(request, reply, key, () => this.answer(prepared, form));
  }

  private async answer(prepared: PreparedSearch, form: TableForm | null): Promise<PublicAnswer> {
    const answer = await this.search.answer(prepared).catch(explainQueryFaults);
    const { version, items, query } = answer;
    const links = linksOf(answer);
    const corrected: Record<string, string> =
      answer.corrected === null ? {} : { 'Corrected-Query': encodeURIComponent(answer.corrected) };
    const headers = { Link: linkHeader(links), ...corrected };
    if (form === null) return { version, headers, body: JSON.stringify(toListBody(answer, links)) };
    const style = { form, fields: query.fields, escapeFormulas: true };
    return { version, headers, type: tableType(form), body: tableHead(style) + tableRows(style, items) };
  }
}

/** `null`: JSON. */
function preferredForm(request: FastifyRequest): TableForm | null {
  const preferred = preferredType(request, [JSON_TYPE, TABLE_TYPES.csv, TABLE_TYPES.ndjson]);
  if (preferred === TABLE_TYPES.csv) return 'csv';
  return preferred === TABLE_TYPES.ndjson ? 'ndjson' : null;
}
