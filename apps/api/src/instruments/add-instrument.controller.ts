import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InstrumentsService } from '@app/instruments';
import { RequirePermission } from '../http/access';
import { TakesForms } from '../http/body-types';
import {
  type LegacyErrors,
  type LegacyRow,
  readLegacyBody,
  toLegacyErrors,
  toLegacyRow,
} from './add-instrument.mapper';

/** The old backend's door for new listings, kept for its scripts: same fields and answers, JSON or a form. */
@Controller('addInstrument')
export class AddInstrumentController {
  constructor(private readonly instruments: InstrumentsService) {}

  /**
   * Adds a listing: 201 with its row, or 400 with sentences by field. The old one let anybody write, took any link and
   * any price; this one needs the permission, a known website, an http(s) link and a price from 0 on.
   */
  @Post()
  @TakesForms()
  @RequirePermission('instruments.add_instrument')
  async add(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LegacyRow | LegacyErrors> {
    const form = !/json/i.test(request.headers['content-type'] ?? '');
    const { cells, errors } = readLegacyBody(body, form);
    if (Object.keys(errors).length > 0) return refuse(errors, reply);
    try {
      return toLegacyRow(await this.instruments.add(cells, 'remember'));
    } catch (error) {
      const found = toLegacyErrors(error);
      if (!found) throw error;
      return refuse(found, reply);
    }
  }
}

function refuse(errors: LegacyErrors, reply: FastifyReply): LegacyErrors {
  void reply.status(400);
  return errors;
}
