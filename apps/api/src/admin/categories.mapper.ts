import type { AliasRecord, CategoryStatus, UnmappedLabel } from '@app/instruments';
import { type ListBody, PageBody } from '../http/list.mapper';

/** A category with what is listed in it and the spellings that lead to it. */
export class CategoryBody {
  readonly slug: string;
  readonly name_es: string;
  readonly name_en: string;
  readonly listings: number;
  readonly aliases: number;
}

/** All categories, in their order. */
export class CategoriesBody {
  readonly data: CategoryBody[];
}

/** A spelling that nobody has mapped, with its listings, which are in `otros`. */
export class UnmappedLabelBody {
  readonly source: string;
  readonly label: string;
  readonly listings: number;
}

/** Those with most listings. */
export class UnmappedLabelsBody {
  readonly data: UnmappedLabelBody[];
}

/** A spelling that is known. */
export class AliasBody {
  readonly id: string;
  /** `null`: of every source that has none of its own. */
  readonly source: string | null;
  readonly label: string;
  /** `null`: nobody has mapped it. */
  readonly category: string | null;
}

/** A part of all spellings. */
export class AliasListBody implements ListBody<AliasBody> {
  readonly data: AliasBody[];
  readonly page: PageBody;
}

/** What mapping a spelling does: how many listings it moves. */
export class MappingBody {
  readonly category: string;
  readonly listings: number;
}

/** Shows a category. */
export function toCategoryBody({ slug, nameEs, nameEn, listings, aliases }: CategoryStatus): CategoryBody {
  return { slug, name_es: nameEs, name_en: nameEn, listings, aliases };
}

/** Shows a spelling that nobody has mapped. */
export function toUnmappedBody({ source, label, listings }: UnmappedLabel): UnmappedLabelBody {
  return { source, label, listings };
}

/** Shows a spelling. */
export function toAliasBody({ id, source, label, category }: AliasRecord): AliasBody {
  return { id, source, label, category };
}
