import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ImportRunsService, SourcesService } from '@app/instruments';
import { RequirePermission } from '../http/access';
import { CreateSourceDto, UpdateSourceDto } from './sources.dto';
import {
  type SourceDetailBody,
  type SourcesBody,
  toSettings,
  toSourceBody,
  toSourceRunBody,
} from './sources.mapper';

/** Imports that a source is shown with. */
const RUNS = 5;

/** The websites that listings come from, and how their files are read. */
@Controller('api/v1/admin/sources')
export class SourcesController {
  constructor(
    private readonly sources: SourcesService,
    private readonly runs: ImportRunsService,
  ) {}

  /** All sources, with the age and the number of their listings. */
  @Get()
  @RequirePermission('instruments.view_source')
  async list(): Promise<SourcesBody> {
    return { data: (await this.sources.list()).map(toSourceBody) };
  }

  /** A source with its last five imports; 404 if there is none. */
  @Get(':slug')
  @RequirePermission('instruments.view_source')
  async find(@Param('slug') slug: string): Promise<SourceDetailBody> {
    const source = await this.sources.status(slug);
    const request = { sort: 'id', descending: true, size: RUNS, number: 1, cursor: null } as const;
    const { items } = await this.runs.list({ source: source.slug }, request);
    return { ...toSourceBody(source), last_runs: items.map(toSourceRunBody) };
  }

  /** Adds a source; 409 if there is one of this name. */
  @Post()
  @RequirePermission('instruments.add_source')
  async add(@Body() { slug, ...settings }: CreateSourceDto): Promise<SourceDetailBody> {
    await this.sources.add(slug, toSettings(settings));
    return this.find(slug);
  }

  /** Changes what is given of a source; imports that begin from now on are read so. 404 if there is none. */
  @Patch(':slug')
  @RequirePermission('instruments.change_source')
  async change(@Param('slug') slug: string, @Body() settings: UpdateSourceDto): Promise<SourceDetailBody> {
    const { slug: known } = await this.sources.find(slug);
    await this.sources.set(known, toSettings(settings));
    return this.find(known);
  }
}
