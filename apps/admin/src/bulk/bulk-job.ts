import type { RaRecord } from 'react-admin';
import type { Money } from '../instruments/instrument';

/** What can be done to many listings that are shown; what was removed can only be restored. */
export const ACTIONS = [
  'category',
  'status',
  'price_thousand',
  'price_thousandth',
  'delete',
  'restore',
] as const;
/** One of {@link ACTIONS}. */
export type BulkAction = (typeof ACTIONS)[number];

/** What a job is doing, or how it ended. */
export const STATES = ['queued', 'running', 'succeeded', 'cancelled', 'failed'] as const;

/** The values of the action `status`. */
export const STATUSES = ['active', 'expired'] as const;

/** Where jobs are. */
export const BULK_JOBS = '/api/v1/admin/bulk-jobs';
/** With what whoever has just ordered a job comes to its screen. */
export const ORDERED = { isOrdered: true };

/** A job as the API shows it. */
export interface BulkJob extends RaRecord<string> {
  readonly action: BulkAction;
  readonly value: string | null;
  readonly query: string | null;
  readonly state: string;
  readonly total: number;
  /** Of those that were chosen one by one: so many were not there any more. */
  readonly missing: number;
  readonly done: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly reason: string | null;
  readonly created_by: string | null;
  readonly actor_kind: string;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** A listing that an order would reach. */
export interface BulkSample {
  readonly id: number;
  readonly name: string;
  /** `changed`, `unchanged` or the code of a failure. */
  readonly outcome: string;
  readonly price: Money | null;
  /** `null`: it stays as it is. */
  readonly new_price: Money | null;
}

/** What an order would reach. */
export interface BulkPreview {
  readonly matching: number;
  /** Of those that were chosen one by one: so many are not there any more. */
  readonly missing: number;
  /** Of them so many were looked at: what would become of them. */
  readonly judged: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly sample: readonly BulkSample[];
  /** What the order has to repeat. */
  readonly confirmation: string | null;
}

/** A listing that a job could not change. */
export interface BulkFailure {
  readonly id: number;
  readonly name: string | null;
  readonly code: string;
}

/** What texts call that which an action does: setting a state has a name for each. */
export function deedName(action: string, value: string | null): string {
  return action === 'status' ? `status_${value ?? 'active'}` : action;
}

/** The actions that change prices. */
export function changesPrice(action: string): boolean {
  return action === 'price_thousand' || action === 'price_thousandth';
}

/** The actions that need the permission to delete as well. */
export function needsDelete(action: string): boolean {
  return action === 'delete' || action === 'restore';
}
