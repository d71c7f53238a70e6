import { useState } from 'react';

/** Boxes that are ticked and unticked before they are saved. */
interface Toggles {
  /** What is ticked: what is held, and what was toggled since. */
  readonly chosen: ReadonlySet<string>;
  /** What is ticked and not held. */
  readonly added: readonly string[];
  /** What is held and not ticked. */
  readonly removed: readonly string[];
  readonly toggle: (name: string) => void;
  /** Forgets what is saved; what was toggled meanwhile stays. */
  readonly settle: (saved: Pick<Toggles, 'added' | 'removed'>) => void;
}

/**
 * Keeps what was toggled and not the whole set: what others give and take meanwhile stays as they wanted it.
 *
 * @param held as the server told it the last time
 */
export function useToggles(held: readonly string[]): Toggles {
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const before = new Set(held);
  const added = [...wanted].filter(([name, isWanted]) => isWanted && !before.has(name)).map(([name]) => name);
  const removed = held.filter((name) => wanted.get(name) === false);
  const chosen = new Set([...held.filter((name) => !removed.includes(name)), ...added]);
  return {
    chosen,
    added,
    removed,
    toggle: (name) => setWanted(new Map([...wanted, [name, !chosen.has(name)]])),
    settle: (saved) =>
      setWanted((now) => {
        const isSaved = (name: string, isWanted: boolean): boolean =>
          (isWanted ? saved.added : saved.removed).includes(name);
        return new Map([...now].filter(([name, isWanted]) => !isSaved(name, isWanted)));
      }),
  };
}
