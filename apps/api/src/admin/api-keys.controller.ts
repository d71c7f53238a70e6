import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { apiKeyOrders, ApiKeysService } from '@app/auth';
import { parseMoment } from '@app/kernel';
import {
  CurrentRequester,
  RequirePermission,
  RequirePermissionInPerson,
  type Requester,
} from '../http/access';
import { toListBody, toListRequest } from '../http/list.mapper';
import { ApiKeysQueryDto, CreateApiKeyDto, UpdateApiKeyDto } from './api-keys.dto';
import {
  type ApiKeyBody,
  type ApiKeyDetailsBody,
  type ApiKeyListBody,
  type IssuedApiKeyBody,
  toApiKeyBody,
  toApiKeyDetailsBody,
} from './api-keys.mapper';

/** The keys of scrapers and other programs. No answer is stored by anybody: the guard says so on each of them. */
@Controller('api/v1/admin/api-keys')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /** A part of all keys, the newest first. 400 for a paging that cannot be. */
  @Get()
  @RequirePermission('auth.view_api_key')
  async list(@Query() query: ApiKeysQueryDto): Promise<ApiKeyListBody> {
    const request = toListRequest(query, query.sort ?? '-created_at', apiKeyOrders);
    return toListBody(await this.apiKeys.list(query, request), request, toApiKeyBody);
  }

  /** One key; 404 if there is none. */
  @Get(':id')
  @RequirePermission('auth.view_api_key')
  async find(@Param('id') id: string): Promise<ApiKeyDetailsBody> {
    return toApiKeyDetailsBody(await this.apiKeys.describe(id));
  }

  /**
   * Makes a key of the one who asks, with permissions that he holds himself (else 403) and that a key can use (else
   * 400). Its `key` is in this answer and in no other. Not for keys: one that breeds others could not be taken back.
   */
  @Post()
  @RequirePermissionInPerson('auth.add_api_key')
  async create(
    @Body() { name, permissions, expires_at }: CreateApiKeyDto,
    @CurrentRequester() requester: Requester,
  ): Promise<IssuedApiKeyBody> {
    const expiresAt = toMoment(expires_at) ?? null;
    const { key, apiKey } = await this.apiKeys.create(requester, { name, permissions, expiresAt });
    return { ...toApiKeyBody(apiKey), key };
  }

  /**
   * Edits a key: 403 for permissions that the requester lacks and for somebody else's key that reaches further, 400 for
   * new ones that its owner lacks, 409 for one that was revoked. Not for keys: one could prolong itself.
   */
  @Patch(':id')
  @RequirePermissionInPerson('auth.change_api_key')
  async update(
    @Param('id') id: string,
    @Body() { name, permissions, expires_at }: UpdateApiKeyDto,
    @CurrentRequester() requester: Requester,
  ): Promise<ApiKeyBody> {
    const changes = { name, permissions, expiresAt: toMoment(expires_at) };
    return toApiKeyBody(await this.apiKeys.update(requester, id, changes));
  }

  /** Revokes a key, whoever owns it: it is dead on the next request. A second time changes nothing. */
  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('auth.delete_api_key')
  async revoke(@Param('id') id: string, @CurrentRequester() requester: Requester): Promise<void> {
    await this.apiKeys.revoke(requester, id);
  }
}

function toMoment(text: string | null | undefined): Date | null | undefined {
  return typeof text === 'string' ? parseMoment(text) : text;
}
