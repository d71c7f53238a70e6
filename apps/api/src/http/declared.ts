import type { ExecutionContext } from '@nestjs/common';
import type { ReflectableDecorator, Reflector } from '@nestjs/core';

/** What a door, or else its controller, declares by a decorator; `undefined`: nothing. */
export function declared<T>(
  reflector: Reflector,
  decorator: ReflectableDecorator<T>,
  context: ExecutionContext,
): T | undefined {
  return reflector.getAllAndOverride(decorator, [context.getHandler(), context.getClass()]);
}
