import { DomainError } from '@app/kernel';

/** The environment does not describe a configuration to run with: lists every fault at once, a line each. */
export class ConfigurationError extends DomainError {
  readonly code = 'config.invalid';
  readonly kind = 'invalid';
  override readonly level = 'error';

  /** @param faults one sentence a fault, each naming its variable; values are never repeated */
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`, {
      faults,
    });
  }
}
