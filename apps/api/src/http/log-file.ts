import pino, { type DestinationStream } from 'pino';
import { LogFileError } from './log-file.errors';

/** Lines that cannot be written (the disk is full) are kept up to so many bytes; what comes after them is lost. */
const MOST_KEPT = 8 * 1024 * 1024;

/** A file that lines are added to. */
export interface LogFile extends DestinationStream {
  /** Opens the file anew, under its name: what rotates logs has moved it away. */
  reopen(): void;
}

/**
 * Opens the file of a log, made with its folder when missing. Each line is written at once, so that a crash loses none.
 *
 * @param complain told in one line what cannot be written, once until it can be again: the server goes on without
 * @throws LogFileError when it cannot be opened
 */
export function openLogFile(file: string, complain: (line: string) => void): LogFile {
  const open = (): ReturnType<typeof pino.destination> => {
    try {
      return pino.destination({ dest: file, mkdir: true, sync: true, maxLength: MOST_KEPT });
    } catch (error) {
      throw new LogFileError(file, error);
    }
  };
  const stream = open();
  let silent = false;
  // without a listener a full disk would end the process
  stream.on('error', (error: Error) => {
    if (!silent) complain(new LogFileError(file, error).message);
    silent = true;
  });
  stream.on('write', () => (silent = false));
  return {
    write: (line) => stream.write(line),
    reopen: () => {
      try {
        stream.reopen();
      } catch (error) {
        // the file that was moved away is still open
        complain(new LogFileError(file, error).message);
      }
    },
  };
}
