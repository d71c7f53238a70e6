import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Instrument, InstrumentSearchService, InstrumentsService } from '@app/instruments';
import { Public, RequirePermission } from '../http/access';
import { hasAlready } from '../http/conditional';
import { entityTag, requiredVersions, versionsIn } from '../http/entity-tag';
import { explainQueryFaults } from '../http/query-faults';
import { CreateInstrumentDto, UpdateInstrumentDto } from './instruments.dto';
import {
  explainFaults,
  type InstrumentBody,
  instrumentPath,
  toCells,
  toInstrumentBody,
} from './instruments.mapper';
import { rawQuery } from './raw-query';

/**
 * Single listings. The `ETag` of each answer is the version of the listing, and the `If-Match` of a change: it grows when
 * what is shown changes, not when a site shows the listing again.
 */
@Controller('api/v1/instruments')
export class InstrumentsController {
  constructor(
    private readonly instruments: InstrumentsService,
    private readonly search: InstrumentSearchService,
  ) {}

  /**
   * A listing, expired ones too; 304 for whoever has its version already, 410 with `removed_at` for one that was removed,
   * 404 for what never was, 400 for any parameter.
   */
  @Get(':id')
  @Public()
  async find(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InstrumentBody | undefined> {
    try {
      this.search.readSmall(rawQuery(request), 'nothing');
    } catch (error) {
      explainQueryFaults(error);
    }
    // whoever wants to change it needs the version of now
    void reply.header('Cache-Control', 'no-cache');
    const known = request.headers['if-none-match'];
    const version = known === undefined ? null : await this.instruments.versionOf(id);
    if (version !== null && hasAlready(known, entityTag(version))) {
      void reply.status(304).header('ETag', entityTag(version));
      return undefined;
    }
    return answer(await this.instruments.find(id), reply);
  }

  /** Adds a listing: 201 with its `Location`; 400 with every fault, 409 when a listing has the link. */
  @Post()
  @RequirePermission('instruments.add_instrument')
  async create(
    @Body() body: CreateInstrumentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InstrumentBody> {
    const added = await this.instruments.add(toCells(body), 'refuse').catch(explainFaults);
    void reply.header('Location', instrumentPath(added.id));
    return answer(added, reply);
  }

  /**
   * Changes the fields that are given, `null` clears. 428 without `If-Match`, 412 when it names no longer the version of
   * the listing, 410 when it was removed; a new price goes into the price history.
   */
  @Patch(':id')
  @RequirePermission('instruments.change_instrument')
  async update(
    @Param('id') id: string,
    @Body() body: UpdateInstrumentDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InstrumentBody> {
    const versions = requiredVersions(ifMatch);
    const changed = await this.instruments.change(id, versions, toCells(body)).catch(explainFaults);
    return answer(changed, reply);
  }

  /**
   * Removes a listing: nobody is shown it any more, its record stays. 204, a second time too; 404 for what never was,
   * 412 when `If-Match` is given and names another version.
   */
  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('instruments.delete_instrument')
  async remove(@Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    await this.instruments.remove(id, versionsIn(ifMatch));
  }
}

function answer(instrument: Instrument, reply: FastifyReply): InstrumentBody {
  void reply.header('ETag', entityTag(instrument.version));
  return toInstrumentBody(instrument);
}
