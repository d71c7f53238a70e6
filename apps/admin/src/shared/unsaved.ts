import { useEffect, useId } from 'react';

/** Whether leaving the page would lose something; `saving`: that will be known in a moment. */
export type UnsavedState = 'nothing' | 'saving' | 'something';

/** What was changed on this page and is not saved yet: forms and boxes that are ticked, by whatever has them. */
class Unsaved {
  private readonly parts = new Map<string, UnsavedState>();
  private readonly listeners = new Set<() => void>();
  private readonly forgetters = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly state = (): UnsavedState => {
    const states = new Set(this.parts.values());
    return states.has('saving') ? 'saving' : states.has('something') ? 'something' : 'nothing';
  };

  /** Says how it is with one part of the page. */
  note(part: string, state: UnsavedState): void {
    if (state === 'nothing') this.parts.delete(part);
    else this.parts.set(part, state);
    for (const listener of this.listeners) listener();
  }

  /** What was changed is of no use any more, such as what was typed about something that has been deleted since. */
  forget(): void {
    for (const part of this.parts.keys()) this.note(part, 'nothing');
    for (const forget of this.forgetters) forget();
  }

  /** Calls back whenever it is forgotten. */
  onForget(forget: () => void): () => void {
    this.forgetters.add(forget);
    return () => this.forgetters.delete(forget);
  }
}

export const unsaved = new Unsaved();

/** Whoever leaves while `isChanged` is asked first; while `isSaving` it is waited for. */
export function useUnsaved(isChanged: boolean, isSaving: boolean): void {
  const part = useId();
  useEffect(() => {
    unsaved.note(part, isSaving ? 'saving' : isChanged ? 'something' : 'nothing');
    return () => unsaved.note(part, 'nothing');
  }, [part, isChanged, isSaving]);
}
