import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { type PanelList, panelLists, PanelService } from '@app/users';
import { assertMay, CurrentRequester, type Requester, SignedIn } from '../http/access';
import {
  CreateSavedFilterDto,
  ListPreferenceDto,
  SavedFiltersQueryDto,
  UpdateSavedFilterDto,
} from './panel.dto';
import {
  type ListPreferenceBody,
  type SavedFilterBody,
  type SavedFiltersBody,
  toPreferenceBody,
  toSavedFilterBody,
} from './panel.mapper';

const SHARE = 'panel.share_filter';

/** What one keeps of the lists of the panel; nobody reaches what is somebody else's. */
@SignedIn()
@Controller('api/v1/admin')
export class PanelController {
  constructor(private readonly panel: PanelService) {}

  /** One's own filters of a list, and those that others share. */
  @Get('saved-filters')
  async filters(
    @Query() { list }: SavedFiltersQueryDto,
    @CurrentRequester() requester: Requester,
  ): Promise<SavedFiltersBody> {
    return { data: (await this.panel.filters(requester, list)).map(toSavedFilterBody) };
  }

  /** Saves a filter: 403 for sharing it without `panel.share_filter`, 409 for a name that is taken or the 101st one. */
  @Post('saved-filters')
  async save(
    @Body() { list, name, query, shared = false }: CreateSavedFilterDto,
    @CurrentRequester() requester: Requester,
  ): Promise<SavedFilterBody> {
    if (shared) assertMay(requester, SHARE);
    return toSavedFilterBody(await this.panel.save(requester, { list, name, query, shared }));
  }

  /** Changes what is given of one's own filter; 403 for one that somebody else shares, 404 for any other. */
  @Patch('saved-filters/:id')
  async change(
    @Param('id') id: string,
    @Body() changes: UpdateSavedFilterDto,
    @CurrentRequester() requester: Requester,
  ): Promise<SavedFilterBody> {
    if (changes.shared) assertMay(requester, SHARE);
    return toSavedFilterBody(await this.panel.change(requester, id, changes));
  }

  /** Deletes one's own filter; 403 for one that somebody else shares, 404 for any other. */
  @Delete('saved-filters/:id')
  @HttpCode(204)
  async delete(@Param('id') id: string, @CurrentRequester() requester: Requester): Promise<void> {
    await this.panel.delete(requester, id);
  }

  /** The columns that one looks at in a list. 404 for a list that there is not. */
  @Get('preferences/:list')
  async preference(
    @Param('list') list: string,
    @CurrentRequester() requester: Requester,
  ): Promise<ListPreferenceBody> {
    return toPreferenceBody(await this.panel.preference(requester, named(list)));
  }

  /** Remembers them. */
  @Put('preferences/:list')
  async prefer(
    @Param('list') list: string,
    @Body() { columns, per_page: perPage }: ListPreferenceDto,
    @CurrentRequester() requester: Requester,
  ): Promise<ListPreferenceBody> {
    await this.panel.prefer(requester, named(list), { columns, perPage });
    return toPreferenceBody({ columns, perPage });
  }
}

function named(text: string): PanelList {
  const list = panelLists.find((one) => one === text);
  if (!list) throw new NotFoundException();
  return list;
}
