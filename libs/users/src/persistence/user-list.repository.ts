import { Injectable } from '@nestjs/common';
import {
  Conditions,
  containsPattern,
  gramsCondition,
  type ListPage,
  type ListRequest,
  Lists,
  type ListSource,
} from '@app/database';
import type { User, UserFilter, UserOrder } from '../user';
import { USER_COLUMNS, userRow } from './users.repository';

/** What a search looks at: the expression of its index. */
const TEXT = `upper(email || E'\\n' || display_name)`;

/** A filter with the group already found. */
export interface UserListFilter extends Omit<UserFilter, 'group'> {
  readonly groupId?: number | undefined;
}

/** Lists of accounts, of any length; without their secrets. */
@Injectable()
export class UserListRepository {
  constructor(private readonly lists: Lists) {}

  /** @throws InvalidCursorError */
  async page(filter: UserListFilter, request: ListRequest<UserOrder>): Promise<ListPage<User>> {
    const source: ListSource<User, UserOrder> = {
      row: userRow,
      columns: USER_COLUMNS,
      from: 'app_user',
      ...matching(filter),
      orders: {
        email: { expression: 'lower(email COLLATE "C")', type: 'text' },
        created_at: { expression: 'created_at', type: 'timestamptz' },
        // who has never signed in comes before everybody else
        last_login_at: { expression: `coalesce(last_login_at, '-infinity')`, type: 'timestamptz' },
      },
      id: { expression: 'id', type: 'uuid' },
    };
    return this.lists.page(source, request);
  }
}

function matching({
  q,
  isActive,
  isStaff,
  isSuperuser,
  groupId,
}: UserListFilter): Pick<ListSource<User, UserOrder>, 'conditions' | 'values' | 'narrowing'> {
  const where = new Conditions()
    .add(`${TEXT} LIKE upper(?::text)`, q === undefined ? undefined : containsPattern(q))
    .add('id IN (SELECT user_id FROM app_user_group WHERE group_id = ?)', groupId);
  // written out, so that the indexes of what is rare (WHERE NOT is_active) fit
  const flags = { is_active: isActive, is_staff: isStaff, is_superuser: isSuperuser };
  for (const [flag, wanted] of Object.entries(flags)) {
    if (wanted !== undefined) where.require(wanted ? flag : `NOT ${flag}`);
  }
  const { all: conditions, values } = where;
  if (q === undefined) return { conditions, values };
  const grams = gramsCondition(TEXT, `$${values.length + 1}`);
  return { conditions, values, narrowing: { conditions: [grams], values: [q] } };
}
