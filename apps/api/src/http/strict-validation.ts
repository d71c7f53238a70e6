import { type ArgumentMetadata, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { isReadable } from './body-shape';
import { BodyTooComplexError, InvalidRequestError, ObjectExpectedError } from './invalid-request.errors';

function pipeFor(where: 'body' | 'query'): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    // told to nobody: an answer repeats no password
    validationError: { target: false, value: true },
    exceptionFactory: (faults) => new InvalidRequestError(faults, where),
  });
}

/** Checks each body and query against its DTO; a field that the DTO does not name is refused, never ignored. */
export class StrictValidation implements PipeTransform {
  private readonly body = pipeFor('body');
  private readonly query = pipeFor('query');

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'custom' && !isReadable(value)) throw new BodyTooComplexError();
    if (metadata.type === 'body' && isDto(metadata) && !isObject(value)) throw new ObjectExpectedError();
    if (metadata.type === 'body') return this.body.transform(value, metadata);
    if (metadata.type === 'query') return this.query.transform(value, metadata);
    return value;
  }
}

/** Some doors take any body, and say themselves what it means. */
function isDto({ metatype }: ArgumentMetadata): boolean {
  return metatype !== undefined && metatype !== Object;
}

/** No body at all is an object without fields: what has to be in it is told one by one. */
function isObject(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
