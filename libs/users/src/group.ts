/** A set of permissions that users are put into. */
export interface Group {
  readonly name: string;
  /** Codenames, sorted. */
  readonly permissions: readonly string[];
  /** How many users are in it. */
  readonly users: number;
}

/** What may be edited of a group; what is absent stays. */
export interface GroupChanges {
  readonly name?: string | undefined;
  /** Codenames that it is given, and then those that it is taken. */
  readonly grant?: readonly string[] | undefined;
  readonly revoke?: readonly string[] | undefined;
}

/** What one group lacks and has too much against the committed file. */
export interface GroupDifference {
  readonly name: string;
  /** The group itself was not there. */
  readonly created: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_NAME = 60;

/** Whether a group may be called so. */
export function isGroupName(text: string): boolean {
  return text.length <= LONGEST_NAME && NAME.test(text);
}
