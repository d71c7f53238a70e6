import type { ReactNode } from 'react';
import { type RaRecord, useEditContext } from 'react-admin';
import { LoadState } from './load-state';

/** What stands on one record: while it comes, when it does not, and when it is there. */
export function Loaded({ children }: { readonly children: ReactNode }) {
  const { record, error, refetch } = useEditContext<RaRecord>();
  return record ? children : <LoadState error={error} onRetry={() => void refetch()} />;
}
