import type { ComponentType } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Title, useGetResourceLabel, useResourceContext, useTranslate } from 'react-admin';
import { connection } from '../api/connection';
import { ProblemError } from '../api/problem';
import { LoadState } from '../shared/load-state';

/** A module whose default is a screen. */
interface ScreenModule {
  readonly default: ComponentType;
}

/** Of a page that is loaded anew, in milliseconds. */
const LEAST_AGE = 5_000;

let count = 0;

/**
 * A screen that is fetched when it is opened for the first time, as what it shows is: until it is there its place says that
 * it comes, or why it does not, and it is asked for again when the connection is back.
 *
 * @param title what it is called meanwhile; one of a resource is called as that
 */
export function screen(load: () => Promise<ScreenModule>, title?: string) {
  const queryKey = ['screens', ++count];
  return function Screen() {
    const translate = useTranslate();
    const labelOf = useGetResourceLabel();
    const resource = useResourceContext({});
    // not by `lazy`: the router would leave the screen before in its place, with its title, for as long as this one comes
    const { data, error, refetch } = useQuery({
      queryKey,
      queryFn: () => fetched(load),
      staleTime: Infinity,
      gcTime: Infinity,
    });
    if (data) return <data.default />;
    return (
      <>
        <Title title={title === undefined ? labelOf(resource ?? '', 2) : translate(title)} />
        <LoadState error={error} onRetry={() => void refetch()} />
      </>
    );
  };
}

async function fetched(load: () => Promise<ScreenModule>): Promise<ScreenModule> {
  try {
    return await load();
  } catch {
    // the server is there and the file is not: a newer build is
    if (await connection.ask()) {
      // one that is missing for good has the page loaded again and again, but not at once
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, LEAST_AGE - performance.now())));
      window.location.reload();
    }
    throw new ProblemError(0, 'client.offline', 'app.connection.lost');
  }
}
