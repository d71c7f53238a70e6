import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { AuditModule } from '@app/audit';
import { ConfigModule, parseConfig } from '@app/config';
import { DatabaseModule } from '@app/database';
import {
  type Actor,
  GroupsService,
  PasswordHashingService,
  PasswordsService,
  PermissionsService,
  type Person,
  SuperusersService,
  type User,
  UserRightsService,
  UsersModule,
  UsersService,
} from '@app/users';
import { dropDatabase, freshDatabase } from './database';

@Module({})
class TestModule {}

/** A password that the policy takes, for staff too. */
export const GOOD_PASSWORD = 'nueve tejados y un paraguas';

/** libs/users on a database of its own, with the permissions synced. */
export class TestUsers {
  readonly users: UsersService;
  readonly rights: UserRightsService;
  readonly groups: GroupsService;
  readonly permissions: PermissionsService;
  readonly passwords: PasswordsService;
  readonly hashing: PasswordHashingService;
  readonly superusers: SuperusersService;
  private made = 0;

  constructor(
    readonly context: INestApplicationContext,
    readonly databaseUrl: string,
    /** Another connection, for what a test does behind the back of the services. */
    readonly database: Client,
  ) {
    this.users = context.get(UsersService);
    this.rights = context.get(UserRightsService);
    this.groups = context.get(GroupsService);
    this.permissions = context.get(PermissionsService);
    this.passwords = context.get(PasswordsService);
    this.hashing = context.get(PasswordHashingService);
    this.superusers = context.get(SuperusersService);
  }

  /** An account without a password, which therefore costs no hash. */
  async user(permissions: readonly string[] = [], groups: readonly string[] = []): Promise<User> {
    const email = `user${++this.made}@example.org`;
    const user = await this.users.create('system', { email, password: null });
    await this.rights.grant('system', user.id, permissions);
    await this.rights.addToGroups('system', user.id, groups);
    return user;
  }

  async superuser(): Promise<User> {
    const { id } = await this.user();
    return this.users.setSuperuser('system', id, true);
  }

  /** The account as the guard would hand it on. */
  async actor({ id }: User): Promise<Person> {
    const actor = await this.permissions.actorOf(id);
    if (!actor) throw new Error('inactive');
    return actor;
  }

  /** Sets a password, without what libs/auth does besides. */
  async setPassword(
    actor: Actor,
    user: User,
    password: string,
    options: { readonly mustChange?: boolean; readonly keepTokens?: boolean } = {},
  ): Promise<void> {
    const hash = await this.passwords.prepare(password, user);
    await this.passwords.set(actor, user.id, hash, options);
  }

  /** Puts a hash of another program into an account. */
  async setHash({ id }: User, hash: string): Promise<void> {
    await this.database.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [id, hash]);
  }

  async hashOf({ email }: User): Promise<string | null> {
    return (await this.users.findCredentials(email))?.passwordHash ?? null;
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.context.close();
    await dropDatabase(this.databaseUrl);
  }
}

/** Starts it; close it in `afterAll`. */
export async function startUsers(): Promise<TestUsers> {
  const url = await freshDatabase();
  const database = new Client(url);
  await database.connect();
  const settings = { applicationName: 'test', poolSize: 8, statementTimeout: 0, lockTimeout: 5_000 };
  const context = await NestFactory.createApplicationContext(
    {
      module: TestModule,
      imports: [
        ConfigModule.register(parseConfig({ NODE_ENV: 'test', DATABASE_URL: url }, false)),
        DatabaseModule.register({ url, ...settings }),
        AuditModule,
        UsersModule,
      ],
    },
    { logger: false, abortOnError: false },
  );
  const started = new TestUsers(context, url, database);
  await started.permissions.sync({ prune: false });
  return started;
}
