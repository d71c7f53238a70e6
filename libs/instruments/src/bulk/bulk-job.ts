import type { Money } from '../record/instrument';

/** What can be done to many listings at once. */
export const bulkActions = [
  'category',
  'status',
  'delete',
  'restore',
  'price_thousand',
  'price_thousandth',
] as const;
/** One of {@link bulkActions}. */
export type BulkAction = (typeof bulkActions)[number];

/** The values of the action `status`. */
export const bulkStatuses = ['active', 'expired'] as const;

/** What a job is doing, or how it ended. */
export const bulkStates = ['queued', 'running', 'succeeded', 'cancelled', 'failed'] as const;
/** One of {@link bulkStates}. */
export type BulkState = (typeof bulkStates)[number];

/** Listings that one job changes, at most. */
export const MOST_LISTINGS = 1_000_000;
/** Up to so many are changed without their number being repeated by whoever orders it. */
export const MOST_UNCONFIRMED = 100;

/** Listings one by one, or all that a query finds: of an export, or of the removed ones where they are restored. */
export type BulkSelection = { readonly ids: readonly string[] } | { readonly query: string };

/** What somebody wants to be done. */
export interface BulkOrder {
  readonly action: BulkAction;
  /** The slug of a category, one of {@link bulkStatuses}; `null` for the other actions. */
  readonly value: string | null;
  readonly selection: BulkSelection;
}

/** What an order would reach. */
export interface BulkPreview {
  readonly matching: number;
  /** Of ids that were given: those that no listing has. */
  readonly missing: number;
  /** Of them so many were looked at, the first by id. */
  readonly judged: number;
  /** What would become of those: `changed`, `unchanged`, or the code of a failure, each with its number. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Some of them, those that would change first. */
  readonly sample: readonly BulkSample[];
}

/** A listing that an order would reach. */
export interface BulkSample {
  readonly id: string;
  readonly name: string;
  readonly outcome: string;
  readonly price: Money | null;
  /** `null`: its price stays as it is. */
  readonly newPrice: Money | null;
}

/** A listing that was chosen one by one. */
export interface ChosenListing {
  readonly id: string;
  readonly name: string;
}

/** A job in the book. */
export interface BulkJob {
  readonly id: string;
  readonly action: BulkAction;
  readonly value: string | null;
  /** `null`: the listings were chosen one by one. */
  readonly query: string | null;
  readonly state: BulkState;
  readonly total: number;
  /** Of ids that were given: those that no listing had. */
  readonly missing: number;
  readonly changed: number;
  /** They were so already. */
  readonly unchanged: number;
  /** They cannot be so: each has its code in the list of failures. */
  readonly failed: number;
  /** Why the job itself failed. */
  readonly failure: string | null;
  readonly actorKind: string;
  /** Id of a user or an API key; `null`: a command. */
  readonly actorId: string | null;
  /** Of the user, or of the owner of the key; `null` too when that one is gone. */
  readonly actorEmail: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Why a job could not do to a listing what was ordered. */
export const bulkFailureCodes = [
  'unknown',
  'removed',
  'last_day_early',
  'price_missing',
  'price_too_high',
  'price_too_low',
] as const;
/** One of {@link bulkFailureCodes}. */
export type BulkFailureCode = (typeof bulkFailureCodes)[number];

/** A listing that a job could not change. */
export interface BulkFailure {
  readonly id: string;
  /** `null`: it is not in the record any more. */
  readonly name: string | null;
  readonly code: BulkFailureCode;
}

/** Which jobs are wanted; what is absent does not matter. */
export interface BulkJobFilter {
  readonly state?: BulkState | undefined;
  readonly action?: BulkAction | undefined;
}

/** The orders of the list of jobs: ids are given out as jobs are ordered. */
export const bulkJobOrders = ['id'] as const;
/** One of {@link bulkJobOrders}. */
export type BulkJobOrder = (typeof bulkJobOrders)[number];
