import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type BulkAction, bulkJobOrders, BulkJobsService } from '@app/instruments';
import { assertMay, CurrentRequester, type Requester, RequirePermission } from '../http/access';
import { ListQueryDto } from '../http/list-query.dto';
import { toListBody, toListRequest } from '../http/list.mapper';
import { BulkJobsQueryDto, BulkOrderDto, CreateBulkJobDto } from './bulk-jobs.dto';
import {
  type BulkFailureListBody,
  type BulkJobBody,
  type BulkJobListBody,
  bulkJobPath,
  type BulkPreviewBody,
  type ChosenListingsBody,
  explainBulkFaults,
  toBulkFailureBody,
  toBulkJobBody,
  toBulkOrder,
  toBulkPreviewBody,
  toChosenListingsBody,
} from './bulk-jobs.mapper';

const TO_DELETE = 'instruments.delete_instrument';

/** Changes of many listings at once, in the background. What deletes or restores needs `instruments.delete_instrument` too. */
@Controller('api/v1/admin/bulk-jobs')
@RequirePermission('instruments.change_instrument')
export class BulkJobsController {
  constructor(private readonly jobs: BulkJobsService) {}

  /** How many listings an order would reach, counted exactly, what would become of them, and some. Nothing is changed. */
  @Post('preview')
  @HttpCode(200)
  async preview(
    @Body() body: BulkOrderDto,
    @CurrentRequester() requester: Requester,
  ): Promise<BulkPreviewBody> {
    admit(requester, body.action);
    const found = await this.jobs.preview(toBulkOrder(body)).catch(explainBulkFaults);
    return toBulkPreviewBody(found);
  }

  /**
   * Orders a job: 202 with its `Location`, where its progress is. Its listings are those that match now, whatever comes
   * later. Over 100 of them `confirmation` repeats their number: 422 without it, 409 when there are more or fewer now.
   * Jobs are carried out one after the other.
   */
  @Post()
  @HttpCode(202)
  async order(
    @Body() body: CreateBulkJobDto,
    @CurrentRequester() requester: Requester,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkJobBody> {
    admit(requester, body.action);
    const job = await this.jobs.order(toBulkOrder(body), body.confirmation ?? null).catch(explainBulkFaults);
    void reply.header('Location', bulkJobPath(job.id));
    return toBulkJobBody(job);
  }

  /** A part of all jobs, the last one first. 400 for a filter or paging that cannot be. */
  @Get()
  async list(@Query() query: BulkJobsQueryDto): Promise<BulkJobListBody> {
    const request = toListRequest(query, '-id', bulkJobOrders);
    const { state, action } = query;
    return toListBody(await this.jobs.list({ state, action }, request), request, toBulkJobBody);
  }

  /** One job; one that runs says how far it has come. 404 if there is none. */
  @Get(':id')
  async find(@Param('id') id: string): Promise<BulkJobBody> {
    return toBulkJobBody(await this.jobs.find(id));
  }

  /** The listings of a job that were chosen one by one, 1,000 at most; none for one by a query. 404 if there is no such job. */
  @Get(':id/chosen')
  async chosen(@Param('id') id: string): Promise<ChosenListingsBody> {
    return toChosenListingsBody(await this.jobs.chosen(id));
  }

  /** The listings that a job could not change, by id, each with why. 404 if there is no such job. */
  @Get(':id/failures')
  async failures(@Param('id') id: string, @Query() query: ListQueryDto): Promise<BulkFailureListBody> {
    const request = toListRequest(query, 'id', bulkJobOrders);
    return toListBody(await this.jobs.failures(id, request), request, toBulkFailureBody);
  }

  /** Ends a job at once: what is done stays. 404 if there is none, 409 for one that has ended. */
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@Param('id') id: string, @CurrentRequester() requester: Requester): Promise<BulkJobBody> {
    const { action } = await this.jobs.find(id);
    admit(requester, action);
    return toBulkJobBody(await this.jobs.cancel(id));
  }
}

/** @throws PermissionMissingError */
function admit(requester: Requester, action: BulkAction): void {
  if (action === 'delete' || action === 'restore') assertMay(requester, TO_DELETE);
}
