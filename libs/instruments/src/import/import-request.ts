import type { FileIntake } from './intake';
import type { ImportOrder } from './import-order';

/** A file that somebody sends in. */
export interface UploadOrder extends ImportOrder {
  readonly intake: FileIntake;
}

/** The name that a requester gave to an order, so that sending it again does not import it again. */
export interface RequestKey {
  /** Id of a user or of an API key. */
  readonly requester: string;
  /** 1 to 200 printable ASCII characters. */
  readonly key: string;
}

/** What else than the file makes two orders the same, always written in the same way. */
export function parametersOf({ source, category, complete, dryRun, onError, intake }: ImportOrder): string {
  // the name says how the file is written
  return JSON.stringify({ source, category, complete, dryRun, onError, file: intake.fileName });
}
