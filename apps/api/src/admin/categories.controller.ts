import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { aliasOrders, CategoriesService } from '@app/instruments';
import { RequirePermission } from '../http/access';
import { toFlag, toListBody, toListRequest } from '../http/list.mapper';
import { AliasesQueryDto, MapLabelDto } from './categories.dto';
import {
  type AliasListBody,
  type CategoriesBody,
  type MappingBody,
  toAliasBody,
  toCategoryBody,
  toUnmappedBody,
  type UnmappedLabelsBody,
} from './categories.mapper';

/** Spellings that a person can look through; each of them is counted. */
const MOST_UNMAPPED = 200;

/** What the words of the sites mean. */
@Controller('api/v1/admin')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  /** All categories with their listings and the number of their spellings. */
  @Get('categories')
  @RequirePermission('instruments.view_category')
  async list(): Promise<CategoriesBody> {
    return { data: (await this.categories.list()).map(toCategoryBody) };
  }

  /** Spellings that nobody has mapped, the 200 with most listings. */
  @Get('categories/unmapped')
  @RequirePermission('instruments.view_category')
  async unmapped(): Promise<UnmappedLabelsBody> {
    return { data: (await this.categories.unmapped(MOST_UNMAPPED)).map(toUnmappedBody) };
  }

  /** A part of all spellings. 400 for a filter or paging that cannot be. */
  @Get('category-aliases')
  @RequirePermission('instruments.view_category')
  async aliases(@Query() query: AliasesQueryDto): Promise<AliasListBody> {
    const request = toListRequest(query, query.sort ?? 'label', aliasOrders);
    const { q, source, category, mapped } = query;
    const filter = { q, source, category, mapped: toFlag(mapped) };
    return toListBody(await this.categories.aliases(filter, request), request, toAliasBody);
  }

  /** How many listings mapping a spelling would move; changes nothing. 404 for an unknown category or source. */
  @Post('category-aliases/preview')
  @HttpCode(200)
  @RequirePermission('instruments.change_category')
  async preview(@Body() { label, category, source }: MapLabelDto): Promise<MappingBody> {
    return { category, listings: await this.categories.preview(label, category, source ?? null) };
  }

  /**
   * Says what a spelling means, from now on and for the listings that have it, all or none of them; a second time moves
   * nothing. 404 for an unknown category or source; 503 when an import keeps the listings too long.
   */
  @Post('category-aliases')
  @HttpCode(200)
  @RequirePermission('instruments.change_category')
  async map(@Body() { label, category, source }: MapLabelDto): Promise<MappingBody> {
    const { moved, category: slug } = await this.categories.map(label, category, source ?? null);
    return { category: slug, listings: moved };
  }
}
