import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type RecordedInstrument, RecordService, removedOrders } from '@app/instruments';
import { RequirePermission } from '../http/access';
import { entityTag, requiredVersions, versionsIn } from '../http/entity-tag';
import { toListBody, toListRequest } from '../http/list.mapper';
import { PinsDto, RemovedInstrumentsQueryDto } from './record.dto';
import {
  type PriceHistoryBody,
  type RecordedInstrumentBody,
  type RemovedInstrumentListBody,
  toPriceChangeBody,
  toRecordedBody,
  toRemovedBody,
} from './record.mapper';

/** The record of listings, for those who look after it. */
@Controller('api/v1/admin')
export class RecordController {
  constructor(private readonly record: RecordService) {}

  /** A listing with all that is known of it, removed ones too; its `ETag` is the `If-Match` of changes. 404 for what never was. */
  @Get('instruments/:id')
  @RequirePermission('instruments.view_instrument')
  async find(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedInstrumentBody> {
    return answer(await this.record.find(id), reply);
  }

  /** The changes of its price, the oldest first: the last 1,000. 404 for what never was. */
  @Get('instruments/:id/prices')
  @RequirePermission('instruments.view_instrument')
  async prices(@Param('id') id: string): Promise<PriceHistoryBody> {
    return { data: (await this.record.prices(id)).map(toPriceChangeBody) };
  }

  /**
   * Says which fields imports leave alone, all of them. A change of a listing pins what it changes; here it is let go.
   * 428 without `If-Match`, 412 when it names no longer the version of the listing.
   */
  @Put('instruments/:id/pins')
  @RequirePermission('instruments.change_instrument')
  async pin(
    @Param('id') id: string,
    @Body() { pinned }: PinsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedInstrumentBody> {
    return answer(await this.record.pin(id, requiredVersions(ifMatch), pinned), reply);
  }

  /**
   * Takes the removal of a listing back; one that is not removed stays as it is. 404 for what never was, 412 when
   * `If-Match` is given and names another version.
   */
  @Post('instruments/:id/restore')
  @HttpCode(200)
  @RequirePermission('instruments.delete_instrument')
  async restore(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedInstrumentBody> {
    return answer(await this.record.restore(id, versionsIn(ifMatch)), reply);
  }

  /**
   * A part of all removed listings, the last one first unless sorted otherwise. 400 for a filter or paging that cannot
   * be, 404 for an unknown source or category.
   */
  @Get('removed-instruments')
  @RequirePermission('instruments.view_instrument')
  async removed(@Query() query: RemovedInstrumentsQueryDto): Promise<RemovedInstrumentListBody> {
    const request = toListRequest(query, query.sort ?? '-removed_at', removedOrders);
    const { source, category, q: search, removed_since: since, removed_until: until } = query;
    const filter = { source, category, search, since, until };
    return toListBody(await this.record.removed(filter, request), request, toRemovedBody);
  }
}

function answer(instrument: RecordedInstrument, reply: FastifyReply): RecordedInstrumentBody {
  void reply.header('ETag', entityTag(instrument.version));
  return toRecordedBody(instrument);
}
