import { Readable } from 'node:stream';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InstrumentSearchService, type PreparedSearch, queryString } from '@app/instruments';
import { Public } from '../http/access';
import { Compressed } from '../http/compression';
import { hasAlready, weakTag } from '../http/conditional';
import { preferredType, Produces } from '../http/media-types';
import { RequestQuotasService } from '../http/request-quotas.service';
import { explainQueryFaults } from '../http/query-faults';
import { ExportStreamsService } from './export-streams.service';
import { TABLE_TYPES, type TableForm, tableType } from './listing-table';
import { rawQuery } from './raw-query';

/** Rows for whoever does not say who he is. */
const MOST_ANONYMOUS = 10_000;
/** How much a file holds depends on who asks. */
const CACHING = {
  'Cache-Control': 'private, no-cache',
  Vary: 'Accept, accept-encoding, Accept-Language, Authorization, Origin',
} as const;

/** All listings of a query as one file. */
@Public()
@Controller('api/v1/instruments/export')
export class InstrumentExportController {
  constructor(
    private readonly search: InstrumentSearchService,
    private readonly streams: ExportStreamsService,
    private readonly quotas: RequestQuotasService,
  ) {}

  /**
   * What the list shows for the same query, all of it, in the same order and out of one state: CSV, or NDJSON with one
   * listing a line. Without a token the first 10,000 rows; `Export-Truncated: ?1` says that there are more, and
   * one that has ended is 401. `Corrected-Query` has the search that was answered because the one that was asked finds
   * nothing (percent-encoded).
   */
  @Get()
  @Produces(...Object.values(TABLE_TYPES))
  @Compressed()
  async export(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = await this.quotas.whoAsks(request);
    const prepared = await this.search.prepare(rawQuery(request), 'export').catch(explainQueryFaults);
    const { fields, escapeFormulas, format } = prepared.query;
    const form = format ?? preferredForm(request);
    const most = caller === null ? MOST_ANONYMOUS : null;
    const tagOf = (version: string): string => tag(prepared, version, form, most);
    if (hasAlready(request.headers['if-none-match'], tagOf(prepared.version))) {
      void reply.status(304).headers(CACHING).header('ETag', tagOf(prepared.version)).send();
      return;
    }
    const headers = {
      ...CACHING,
      'Content-Type': tableType(form),
      'Content-Disposition': `attachment; filename="instruments-${prepared.today}.${form}"`,
    };
    if (request.method === 'HEAD') {
      // a body whose length nobody knows beforehand
      void reply.headers(headers).header('ETag', tagOf(prepared.version)).send(Readable.from([]));
      return;
    }
    const style = { form, fields, escapeFormulas };
    const { facts, body } = await this.streams.begin(prepared, style, most, () =>
      this.quotas.count('export', caller, request, reply),
    );
    void reply.headers(headers);
    if (facts.truncated) void reply.header('Export-Truncated', '?1');
    if (facts.corrected !== null) void reply.header('Corrected-Query', encodeURIComponent(facts.corrected));
    void reply.header('ETag', tagOf(facts.version)).send(body);
  }
}

function preferredForm(request: FastifyRequest): TableForm {
  return preferredType(request, Object.values(TABLE_TYPES)) === TABLE_TYPES.ndjson ? 'ndjson' : 'csv';
}

function tag(
  { today, query }: PreparedSearch,
  version: string,
  form: TableForm,
  most: number | null,
): string {
  return weakTag(version, today, `export ${form} ${most ?? 'all'}`, queryString(query.given));
}
