import {
  BadRequestException,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Header,
  Inject,
  Req,
  UseFilters,
  ValidationPipe,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '@app/config';
import { type LegacyFilter, LegacySearchService, parseLegacyPage } from '@app/instruments';
import { Public } from '../http/access';
import { Compressed } from '../http/compression';
import { LegacyQueryDto } from './legacy-query.dto';
import { LegacyExceptionFilter } from './legacy.filter';
import { toLegacyBody, toLegacyFilter } from './legacy.mapper';

const query = new ValidationPipe({
  transform: true,
  validateCustomDecorators: true,
  whitelist: false,
  exceptionFactory: (errors) =>
    new BadRequestException(errors.flatMap(({ constraints }) => Object.values(constraints ?? {})).join(' ')),
});

/** The query as it came, past the strict pipe of all other doors: the old ones ignore what they do not know. */
const RawQuery = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().query,
);

/**
 * The doors of the old backend, kept for its single-page client: same paths, parameters and answers. They read the
 * record through their own adapter, so that the new API owes them nothing.
 */
@Public()
@Controller()
@UseFilters(LegacyExceptionFilter)
export class LegacyController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly search: LegacySearchService,
  ) {}

  /**
   * All listings, 50 a page, by id; filtered by `category`, `minPrice`, `maxPrice`.
   *
   * @throws InvalidPageError 404 `{"detail": "Invalid page."}`
   * @throws BadRequestException 400 `{"detail": "…"}` for a price bound that is no number
   */
  @Get('listInstrument')
  @Compressed()
  @Header('Content-Type', 'application/json; charset=utf-8')
  list(@RawQuery(query) parameters: LegacyQueryDto, @Req() request: FastifyRequest): Promise<string> {
    return this.answer({ ...toLegacyFilter(parameters), name: null }, parameters.page, request);
  }

  /** The same, and only listings whose name contains `name`. */
  @Get('searchInstrument')
  @Compressed()
  @Header('Content-Type', 'application/json; charset=utf-8')
  find(@RawQuery(query) parameters: LegacyQueryDto, @Req() request: FastifyRequest): Promise<string> {
    return this.answer(toLegacyFilter(parameters), parameters.page, request);
  }

  private async answer(
    filter: LegacyFilter,
    page: string | undefined,
    request: FastifyRequest,
  ): Promise<string> {
    return toLegacyBody(await this.search.page(filter, parseLegacyPage(page)), this.urlOf(request));
  }

  /** The absolute URL that the client used: the forwarded one behind a trusted proxy. */
  private urlOf(request: FastifyRequest): URL {
    const own = `${this.config.http.host}:${this.config.http.port}`;
    const base = `${request.protocol}://${request.host || own}`;
    return new URL(request.url, URL.canParse(base) ? base : `http://${own}`);
  }
}
