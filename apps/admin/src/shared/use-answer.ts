import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';

/** What a door answers, for screens that are neither a list nor a record. */
export function useAnswer<T>(path: string): UseQueryResult<T> {
  return useQuery({
    queryKey: ['answers', path],
    queryFn: async ({ signal }) => trusted<T>((await ask(path, { signal })).body),
  });
}
