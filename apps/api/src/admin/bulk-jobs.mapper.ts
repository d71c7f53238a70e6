import {
  type BulkFailure,
  type BulkJob,
  type BulkOrder,
  type BulkPreview,
  bulkStatuses,
  type ChosenListing,
  MOST_UNCONFIRMED,
  UnknownCategoryError,
} from '@app/instruments';
import type { FieldFault } from '../http/invalid-fields';
import { UnusableFieldsError } from '../http/invalid-request.errors';
import { type ListBody, PageBody } from '../http/list.mapper';
import { MoneyBody } from '../http/money.mapper';
import { explainQueryFaults } from '../http/query-faults';
import type { BulkOrderDto } from './bulk-jobs.dto';

/** A listing by its id and name. */
export class NamedListingBody {
  readonly id: number;
  readonly name: string;
}

/** Some of the listings that an order would reach. */
export class BulkSampleBody extends NamedListingBody {
  /** `changed`, `unchanged`, or why it cannot be changed, as a code of `…/failures`. */
  readonly outcome: string;
  readonly price: MoneyBody | null;
  /** Its price afterwards; `null`: that stays as it is. */
  readonly new_price: MoneyBody | null;
}

/** What an order would reach. */
export class BulkPreviewBody {
  /** Listings, counted one by one. */
  readonly matching: number;
  /** Of `ids`: those that no listing has. */
  readonly missing: number;
  /** Of them so many were looked at, the first 100,000 by id: what would become of them. */
  readonly judged: number;
  readonly changed: number;
  /** They are so already. */
  readonly unchanged: number;
  /** Those that cannot be so, by code. */
  readonly failures: Readonly<Record<string, number>>;
  /** Ten at most, those that would change first, and then by id. */
  readonly sample: BulkSampleBody[];
  /** What the order has to repeat; `null`: nothing. */
  readonly confirmation: string | null;
}

/** The listings of a job that were chosen one by one. */
export class ChosenListingsBody {
  readonly data: NamedListingBody[];
}

/** A job as the doors show it; times are RFC 3339. */
export class BulkJobBody {
  readonly id: string;
  readonly action: string;
  readonly value: string | null;
  /** `null`: the listings were chosen one by one. */
  readonly query: string | null;
  /** `queued`, `running`, `succeeded`, `cancelled` or `failed`. */
  readonly state: string;
  /** Listings of the job: those that matched when it was ordered. */
  readonly total: number;
  /** Of `ids`: those that no listing had when it was ordered; not in `total`. */
  readonly missing: number;
  /** Of them those that are through: changed, unchanged and failed. */
  readonly done: number;
  readonly changed: number;
  /** They were so already. */
  readonly unchanged: number;
  /** They cannot be so: `…/failures` tells why. */
  readonly failed: number;
  /** Why the job as a whole failed. */
  readonly reason: string | null;
  /** E-mail of the user, or of the owner of the API key, as it is now. */
  readonly created_by: string | null;
  /** `user`, `api_key` or `system`. */
  readonly actor_kind: string;
  readonly actor: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** A part of all jobs. */
export class BulkJobListBody implements ListBody<BulkJobBody> {
  readonly data: BulkJobBody[];
  readonly page: PageBody;
}

/** A listing that a job could not change. */
export class BulkFailureBody {
  readonly id: number;
  readonly name: string | null;
  /** `unknown`, `removed`, `last_day_early`, `price_missing`, `price_too_high` or `price_too_low`. */
  readonly code: string;
}

/** A part of what a job could not change. */
export class BulkFailureListBody implements ListBody<BulkFailureBody> {
  readonly data: BulkFailureBody[];
  readonly page: PageBody;
}

const TEXTS = {
  required: { en: 'This action needs a value.', es: 'Esta acción necesita un valor.' },
  unknown: { en: 'This action has no value.', es: 'Esta acción no tiene valor.' },
  choice: { en: 'This is not one of the allowed values.', es: 'No es uno de los valores permitidos.' },
  both: { en: 'Either ids or a query, not both.', es: 'O bien ids o bien una consulta, no ambas.' },
} as const;

/** What a body orders. @throws UnusableFieldsError */
export function toBulkOrder({ action, value, ids, query }: BulkOrderDto): BulkOrder {
  if (ids !== undefined && query !== undefined) throw fault('/query', 'unknown', 'both');
  const takesValue = action === 'category' || action === 'status';
  if (takesValue && value === undefined) throw fault('/value', 'required', 'required');
  if (!takesValue && value !== undefined) throw fault('/value', 'unknown', 'unknown');
  if (action === 'status' && !bulkStatuses.some((status) => status === value)) {
    throw fault('/value', 'choice', 'choice', bulkStatuses);
  }
  const selection = ids === undefined ? { query: encoded(query ?? '') } : { ids: ids.map(String) };
  return { action, value: value ?? null, selection };
}

/** A query as it would have come behind a question mark. */
function encoded(query: string): string {
  return query.replace(/[^\x21-\x7e]+/gu, encodeURIComponent);
}

/** Throws what went wrong on; a category that is not there as a fault of its field, faults of the query as its own. */
export function explainBulkFaults(error: unknown): never {
  if (error instanceof UnknownCategoryError) throw fault('/value', 'choice', 'choice', error.known);
  return explainQueryFaults(error);
}

function fault(
  pointer: string,
  code: FieldFault['code'],
  text: keyof typeof TEXTS,
  allowed?: readonly string[],
): UnusableFieldsError {
  return new UnusableFieldsError((language) => [
    { pointer, code, detail: TEXTS[text][language], ...(allowed ? { allowed } : {}) },
  ]);
}

/** Shows what an order would reach. */
export function toBulkPreviewBody({
  matching,
  missing,
  judged,
  outcomes,
  sample,
}: BulkPreview): BulkPreviewBody {
  const { changed = 0, unchanged = 0, ...failures } = outcomes;
  return {
    ...{ matching, missing, judged, changed, unchanged, failures },
    sample: sample.map(({ id, newPrice, ...rest }) => ({ id: Number(id), ...rest, new_price: newPrice })),
    confirmation: matching > MOST_UNCONFIRMED ? String(matching) : null,
  };
}

/** Shows the listings that were chosen one by one. */
export function toChosenListingsBody(listings: readonly ChosenListing[]): ChosenListingsBody {
  return { data: listings.map(({ id, name }) => ({ id: Number(id), name })) };
}

/** Shows a job. */
export function toBulkJobBody(job: BulkJob): BulkJobBody {
  const { id, action, value, query, state, total, missing, changed, unchanged, failed } = job;
  return {
    ...{ id, action, value, query, state, total, missing },
    done: changed + unchanged + failed,
    ...{ changed, unchanged, failed },
    reason: job.failure,
    created_by: job.actorEmail,
    actor_kind: job.actorKind,
    actor: job.actorId,
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    finished_at: job.finishedAt?.toISOString() ?? null,
  };
}

/** Shows a listing that a job could not change. */
export function toBulkFailureBody({ id, name, code }: BulkFailure): BulkFailureBody {
  return { id: Number(id), name, code };
}

/** Where a job is found. */
export function bulkJobPath(id: string): string {
  return `/api/v1/admin/bulk-jobs/${id}`;
}
