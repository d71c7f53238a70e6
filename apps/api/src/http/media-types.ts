import { Reflector } from '@nestjs/core';

/** What a door answers unless it says otherwise. */
export const JSON_TYPE = 'application/json';

/** What the guard reads: the media types that a door can answer, the one that it prefers first. */
export const PRODUCES = Reflector.createDecorator<readonly string[]>();

/** Says which media types a door can answer; whoever accepts none of them gets 406. */
export const Produces = (...types: readonly string[]) => PRODUCES(types);
