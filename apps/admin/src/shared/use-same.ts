import { useState } from 'react';

/**
 * A value that stays the same object for as long as it says the same: a form begins anew, and forgets what was typed, with
 * each other object that it is given.
 */
export function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}
