import { Injectable } from '@nestjs/common';
import { InstrumentsRepository } from '../persistence/instruments.repository';
import { SearchRepository } from '../persistence/search.repository';
import { type Instrument, statusToday } from '../record/instrument';
import { FAR_MORE, FEW } from './corrections';
import type { InstrumentQuery } from './instrument-query';
import type { References } from './references';
import type { NameUnknown, PreparedSearch, SearchRare, SearchWarning } from './search-answer';
import { type PageOfIds, SearchPagesService } from './search-pages.service';
import { textWithoutKinds } from './kinds';
import { readSearchText } from './search-text';
import { type Selected, SelectionsService } from './selections.service';
import { SuggestionsService } from './suggestions.service';

/** The first part of an answer, in the transaction that all of it is read in. */
export interface FirstPart {
  /** What is answered: what was asked, or its correction. */
  readonly query: InstrumentQuery;
  readonly selected: Selected;
  readonly page: PageOfIds;
  /** The search that is answered instead; `null`: what was asked. */
  readonly corrected: string | null;
}

/** Reads parts of answers, inside the transaction of whoever wants them. */
@Injectable()
export class SearchPartsService {
  constructor(
    private readonly selections: SelectionsService,
    private readonly pages: SearchPagesService,
    private readonly suggestions: SuggestionsService,
    private readonly instruments: InstrumentsRepository,
    private readonly search: SearchRepository,
  ) {}

  /**
   * The part that is asked for; of a search that finds nothing that of its correction.
   *
   * @param all listings that are not over
   */
  async first({ query, today, references }: PreparedSearch, all: number): Promise<FirstPart> {
    const selected = await this.selections.of(query, references, today);
    const page = await this.pages.read(query, selected, all);
    if (await this.findsNothing(query, selected, page, all)) {
      for (const meant of [await this.correct(query), withoutKinds(query)]) {
        if (meant === null) continue;
        const other = await this.selections.of(meant, references, today);
        const found = await this.pages.read(meant, other, all);
        // a guess that finds nothing either helps nobody
        if (await this.findsNothing(meant, other, found, all)) continue;
        return { query: meant, selected: other, page: found, corrected: meant.given.get('q') ?? null };
      }
    }
    return { query, selected, page, corrected: null };
  }

  /** The listings of a part. */
  async listings(ids: readonly string[], today: string): Promise<Instrument[]> {
    const items = await this.instruments.findByIds(ids);
    return items.map((one) => ({ ...one, status: statusToday(one, today) }));
  }

  /**
   * What the asker should know: which brands and places may have been meant by those that nobody knows, and which search by
   * one that finds hardly anything.
   */
  async warnings({ today, references }: PreparedSearch, part: FirstPart): Promise<SearchWarning[]> {
    const { warnings } = part.selected;
    const meantBy = (kind: NameUnknown['parameter']): Promise<ReadonlyMap<string, string>> =>
      this.suggestions.meantNames(
        kind,
        warnings.flatMap(({ parameter, value }) => (parameter === kind ? [value] : [])),
      );
    const meant = { brand: await meantBy('brand'), location: await meantBy('location') };
    const rare = await this.rare(part, references, today);
    return [
      ...warnings.map((warning) => {
        const suggestion = meant[warning.parameter].get(warning.value);
        return suggestion === undefined ? warning : { ...warning, suggestion };
      }),
      ...(rare === null ? [] : [rare]),
    ];
  }

  /** A search whose whole answer is hardly anything, where that of its correction is far more; `null`: it is none. */
  private async rare(
    { query, page: { ids, next }, corrected }: FirstPart,
    references: References,
    today: string,
  ): Promise<SearchRare | null> {
    const isFirst = 'number' in query.part ? query.part.number === 1 : query.part.after === null;
    const isRare = ids.length > 0 && ids.length <= FEW && next === null && isFirst;
    if (!isRare || corrected !== null) return null;
    const meant = await this.correct(query);
    const suggestion = meant?.given.get('q');
    if (!meant || suggestion === undefined) return null;
    const { selection } = await this.selections.of(meant, references, today);
    const most = FAR_MORE * ids.length;
    if ((await this.search.count(selection, most)) < most) return null;
    return { code: 'search_rare', parameter: 'q', value: query.given.get('q') ?? '', suggestion };
  }

  /** Whether there is nothing to find, and not just nothing behind the last page or at the end of a walk. */
  private async findsNothing(
    query: InstrumentQuery,
    selected: Selected,
    { ids }: PageOfIds,
    all: number,
  ): Promise<boolean> {
    const { part } = query;
    if (!query.search || ids.length > 0) return false;
    if (!('number' in part)) return part.after === null;
    if (part.number === 1) return true;
    const first = await this.pages.read({ ...query, part: { number: 1, size: 1 } }, selected, all);
    return first.ids.length === 0;
  }

  /** What was probably meant by a search that finds nothing, or hardly anything. */
  private async correct(query: InstrumentQuery): Promise<InstrumentQuery | null> {
    if (!query.search) return null;
    return searching(query, await this.suggestions.correct(query.given.get('q') ?? '', query.search));
  }
}

/** The query without the words that say what kind of thing it is, which titles often leave to their category. */
function withoutKinds(query: InstrumentQuery): InstrumentQuery | null {
  return query.search && searching(query, textWithoutKinds(query.search));
}

/** The query with another text to search for; `null` where that is none. */
function searching(query: InstrumentQuery, text: string | null): InstrumentQuery | null {
  const search = text === null ? 'search_without_words' : readSearchText(text);
  if (text === null || typeof search === 'string') return null;
  return { ...query, search, given: new Map([...query.given, ['q', text]]) };
}
