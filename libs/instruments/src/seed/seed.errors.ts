import { DomainError } from '@app/kernel';

/** Made-up listings do not belong among real ones. */
export class SeedRefusedError extends DomainError {
  readonly code = 'seed.refused';
  readonly kind = 'forbidden';

  constructor() {
    super('This is production: made-up listings are not loaded here (--force loads them all the same).');
  }
}
