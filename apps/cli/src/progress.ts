import { Presets, SingleBar } from 'cli-progress';

/** How far long work has come: a bar on a terminal, now and then a line elsewhere. Goes to standard error. */
export interface Progress {
  /** @param total `null` while it is not known */
  update(label: string, done: number, total: number | null): void;
  end(): void;
}

/** Milliseconds between two lines where there is no terminal. */
const PAUSE = 5_000;

/** @param quiet shows nothing */
export function createProgress(quiet: boolean): Progress {
  if (quiet) return { update: () => undefined, end: () => undefined };
  return process.stderr.isTTY ? barProgress() : lineProgress();
}

function barProgress(): Progress {
  const bar = new SingleBar(
    {
      format: '{label} {bar} {value}/{total} rows, {duration_formatted}',
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update: (label, done, total) => {
      const most = total ?? Math.max(done, 1);
      if (!started) bar.start(most, done, { label });
      started = true;
      bar.setTotal(most);
      bar.update(done, { label });
    },
    end: () => {
      if (started) bar.stop();
    },
  };
}

function lineProgress(): Progress {
  let last = Date.now();
  return {
    update: (label, done, total) => {
      if (Date.now() - last < PAUSE) return;
      last = Date.now();
      process.stderr.write(`${label} ${done}${total === null ? '' : ` of ${total}`} rows\n`);
    },
    end: () => undefined,
  };
}
