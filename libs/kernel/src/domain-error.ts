/** What went wrong, in words that no transport owns. Each door has one table from kind to its own answer. */
export type ErrorKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'gone' | 'limited' | 'unavailable';

/** Values that may be shown to the caller: never a secret, never a row of somebody else. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * A refusal that the business knows by name. Libraries throw subclasses of it and nothing else on purpose;
 * whatever is not a DomainError is a fault of ours and is shown to nobody.
 */
export abstract class DomainError extends Error {
  /** Stable, documented name such as `imports.source_busy`; never translated. */
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** How loudly the refusal is logged: most are the caller's business, not ours. */
  readonly level: 'info' | 'warn' | 'error' = 'info';

  /**
   * @param message one English sentence that tells what was wrong and what would be right
   * @param params the values behind the sentence, for programs
   */
  constructor(
    message: string,
    readonly params: ErrorParams = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
