import type { z } from 'zod';

/** An order that a list may have: an expression that an index (or a small table) serves, and never null. */
export interface ListOrder {
  readonly expression: string;
  /** SQL type of the expression. */
  readonly type: 'timestamptz' | 'text' | 'uuid' | 'bigint' | 'integer';
  /**
   * Conditions on the expression that follow from those of the list, with values of theirs: a walk begins and ends with
   * them, and does not pass by what cannot be meant.
   */
  readonly bounds?: readonly string[];
}

/** Conditions, all of which hold together; `$1` and so on in them mean the values. */
export interface ListFilter {
  readonly conditions: readonly string[];
  readonly values: readonly unknown[];
}

/** A list as a repository describes it. */
export interface ListSource<Row, Sort extends string> extends ListFilter {
  readonly row: z.ZodType<Row>;
  readonly columns: string;
  /** What stands after FROM. */
  readonly from: string;
  /**
   * What follows from the conditions, for the sake of an index that has it: rows are found with it, an order is walked
   * without it. Its values are numbered on from those of the conditions.
   */
  readonly narrowing?: ListFilter | undefined;
  readonly orders: Readonly<Record<Sort, ListOrder>>;
  /** Unique: decides where the order does not. */
  readonly id: ListOrder;
}

/** Which part of a list is wanted: a page by its number, or what comes after a cursor. */
export interface ListRequest<Sort extends string> {
  readonly sort: Sort;
  readonly descending: boolean;
  readonly size: number;
  /** From 1; `null` in a walk by cursor. */
  readonly number: number | null;
  /** `null` begins a walk. */
  readonly cursor: string | null;
}

/** Rows of a list, and the way to those that come after. */
export interface ListPart<Row> {
  readonly items: readonly Row[];
  /** Leads to what comes after; `null` at the end. */
  readonly nextCursor: string | null;
}

/** How many rows a list has. */
export interface ListCount {
  readonly total: number;
  readonly count: 'exact' | 'estimated';
}

/** A part of a list that says how long the whole is. */
export interface ListPage<Row> extends ListPart<Row>, ListCount {}
