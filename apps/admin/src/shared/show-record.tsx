import type { ComponentProps, ReactNode } from 'react';
import { type RaRecord, ShowBase, useShowContext } from 'react-admin';
import { LoadState } from './load-state';

interface ShowRecordProps<R extends RaRecord> {
  readonly refetchInterval?: NonNullable<
    ComponentProps<typeof ShowBase<R>>['queryOptions']
  >['refetchInterval'];
  readonly children: ReactNode;
}

/** A record to look at. What is shown stays while the server cannot be reached; react-admin would lead away from it. */
export function ShowRecord<R extends RaRecord>({ refetchInterval, children }: ShowRecordProps<R>) {
  return (
    <ShowBase<R>
      queryOptions={{ onError: () => undefined, ...(refetchInterval !== undefined && { refetchInterval }) }}
    >
      <Shown>{children}</Shown>
    </ShowBase>
  );
}

function Shown({ children }: { readonly children: ReactNode }) {
  const { record, error, refetch } = useShowContext<RaRecord>();
  return record ? children : <LoadState error={error} onRetry={() => void refetch()} />;
}
