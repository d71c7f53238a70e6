import { useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useConnectionLost } from '../session/use-session';

/** When the server can be reached again, asks again for what is on the screen. */
export function useConnectionReturn(): void {
  const isLost = useConnectionLost();
  const wasLost = useRef(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (wasLost.current && !isLost) void queries.refetchQueries({ type: 'active' });
    wasLost.current = isLost;
  }, [isLost, queries]);
}
