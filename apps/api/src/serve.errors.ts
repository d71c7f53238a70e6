import { DomainError } from '@app/kernel';

/** Something else holds the address that the server is to listen on. */
export class AddressInUseError extends DomainError {
  readonly code = 'http.address_in_use';
  readonly kind = 'conflict';
}
