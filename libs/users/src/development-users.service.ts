import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { defaultGroups } from './default-groups';
import { DevelopmentUsersRefusedError } from './development-users.errors';
import { GroupsService } from './groups.service';
import { PermissionsService } from './permissions.service';
import { UserRightsService } from './user-rights.service';
import { UsersService } from './users.service';

/** An account that was made, with the password that nobody can read again. */
export interface DevelopmentUser {
  readonly email: string;
  readonly password: string;
  /** What it may be: a group, or what stands beside the groups. */
  readonly kind: string;
}

const STAFF = ['moderators', 'admins'];
const KINDS = ['superuser', ...Object.keys(defaultGroups), 'user', 'inactive'];

function emailOf(kind: string): string {
  return `${Object.hasOwn(defaultGroups, kind) ? kind.replace(/s$/, '') : kind}@example.org`;
}

/** One account of each kind for a developer's machine: there is no account that everybody knows the password of. */
@Injectable()
export class DevelopmentUsersService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly users: UsersService,
    private readonly rights: UserRightsService,
    private readonly groups: GroupsService,
    private readonly permissions: PermissionsService,
  ) {}

  /**
   * Makes those that are missing, with random passwords; a second time makes none.
   *
   * @throws DevelopmentUsersRefusedError in production, whatever else was said
   */
  async seed(): Promise<DevelopmentUser[]> {
    if (this.config.production) throw new DevelopmentUsersRefusedError();
    await this.permissions.sync({ prune: false });
    await this.groups.fillDefaults({ dryRun: false });
    const made: DevelopmentUser[] = [];
    for (const kind of KINDS) {
      const user = await this.make(kind);
      if (user) made.push(user);
    }
    return made;
  }

  /** E-mails of those that are there and can sign in. */
  async active(): Promise<string[]> {
    const found = await Promise.all(KINDS.map((kind) => this.users.findByEmail(emailOf(kind))));
    return found.flatMap((user) => (user?.isActive === true ? [user.email] : []));
  }

  private async make(kind: string): Promise<DevelopmentUser | null> {
    const isGroup = Object.hasOwn(defaultGroups, kind);
    const email = emailOf(kind);
    if (await this.users.findByEmail(email)) return null;
    const password = randomBytes(12).toString('base64url');
    const isSuperuser = kind === 'superuser';
    const { id } = await this.users.create('system', {
      email,
      password,
      isSuperuser,
      isStaff: isSuperuser || STAFF.includes(kind),
    });
    if (isGroup) await this.rights.addToGroups('system', id, [kind]);
    if (kind === 'inactive') await this.users.setActive('system', id, false);
    return { email, password, kind };
  }
}
