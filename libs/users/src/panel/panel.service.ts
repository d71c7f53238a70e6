import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import type { Person } from '../actor';
import { PanelRepository } from '../persistence/panel.repository';
import { isUserId } from '../user';
import type {
  ListPreference,
  NewSavedFilter,
  PanelList,
  SavedFilter,
  SavedFilterChanges,
} from './saved-filter';
import {
  ForeignSavedFilterError,
  TooManySavedFiltersError,
  UnknownSavedFilterError,
} from './saved-filters.errors';

/** Of one list. */
const MOST_FILTERS = 100;

/** What people keep of the lists of the panel: only ever their own, and what others share to be read. */
@Injectable()
export class PanelService {
  constructor(
    private readonly transactions: Transactions,
    private readonly panel: PanelRepository,
  ) {}

  /** One's own filters of a list, and those that others share. */
  filters(person: Person, list: PanelList): Promise<SavedFilter[]> {
    return this.panel.findFilters(person.userId, list);
  }

  /** @throws SavedFilterNameTakenError, TooManySavedFiltersError */
  async save(person: Person, filter: NewSavedFilter): Promise<SavedFilter> {
    return this.transactions.run(async () => {
      const own = await this.panel.countOwnAlone(person.userId, filter.list);
      if (own >= MOST_FILTERS) throw new TooManySavedFiltersError(MOST_FILTERS);
      return this.panel.insertFilter(person.userId, filter);
    });
  }

  /** @throws UnknownSavedFilterError, ForeignSavedFilterError, SavedFilterNameTakenError */
  async change(person: Person, id: string, changes: SavedFilterChanges): Promise<SavedFilter> {
    await this.own(person, id);
    await this.panel.updateFilter(person.userId, id, changes);
    return this.own(person, id);
  }

  /** @throws UnknownSavedFilterError, ForeignSavedFilterError */
  async delete(person: Person, id: string): Promise<void> {
    await this.own(person, id);
    await this.panel.deleteFilter(person.userId, id);
  }

  /** How somebody looks at a list; `null`: as it comes. */
  preference(person: Person, list: PanelList): Promise<ListPreference | null> {
    return this.panel.findPreference(person.userId, list);
  }

  prefer(person: Person, list: PanelList, preference: ListPreference): Promise<void> {
    return this.panel.savePreference(person.userId, list, preference);
  }

  private async own({ userId }: Person, id: string): Promise<SavedFilter> {
    const filter = isUserId(id) ? await this.panel.findFilter(userId, id) : null;
    if (!filter) throw new UnknownSavedFilterError();
    if (!filter.mine) throw new ForeignSavedFilterError();
    return filter;
  }
}
