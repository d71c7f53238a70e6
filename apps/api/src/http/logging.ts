import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from '@app/config';

/** Headers and fields that never reach a log, whoever logs the object around them. */
const SECRETS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  // what people search for is in the values of a failed query
  'err.parameters',
  '*.password',
  '*.token',
];

/**
 * The log of this process: JSON lines, or coloured text for a person at a terminal.
 *
 * @param destination where JSON lines go; standard output unless given
 */
export function createLogger({ log }: Config, destination?: DestinationStream): Logger {
  const options = { level: log.level, redact: SECRETS, base: null };
  return log.pretty
    ? pino(options, pretty({ singleLine: true, translateTime: 'SYS:HH:MM:ss.l', sync: true }))
    : pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

/** Lets the framework write to the same log. */
export class FrameworkLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn({ context: rest.at(-1) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error(
      { context: rest.at(-1), err: message instanceof Error ? message : undefined },
      String(message),
    );
  }
}
