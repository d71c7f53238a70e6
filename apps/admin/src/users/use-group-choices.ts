import { useGetList } from 'react-admin';
import type { Group } from '../groups/group';
import { reachFurther } from '../session/profile';
import { useMay, useSession } from '../session/use-session';

const ALL = { pagination: { page: 1, perPage: 500 }, sort: { field: 'name', order: 'ASC' as const } };

interface GroupChoice {
  readonly name: string;
  /** Whether it may do more than whoever is signed in, who then puts nobody into it. */
  readonly isClosed: boolean;
}

/** The groups that there are, for whoever may see them. */
export function useGroupChoices(): GroupChoice[] {
  const { profile } = useSession();
  const { data = [] } = useGetList<Group>('groups', ALL, { enabled: useMay('users.view_group') });
  return data.map(({ name, permissions }) => ({ name, isClosed: reachFurther(permissions, profile) }));
}
