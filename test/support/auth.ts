import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client, type QueryResultRow } from 'pg';
import {
  AccessService,
  AuthModule,
  type Caller,
  type IssuedTokens,
  KeysService,
  LimitsService,
  LogoutService,
  PurgeService,
  RefreshService,
  RevocationService,
  SessionsService,
  SignInAttemptsService,
  type SignInOutcome,
  SignInService,
  UserAccessService,
  VerifyService,
} from '@app/auth';
import { AuditModule } from '@app/audit';
import { ConfigModule, parseConfig } from '@app/config';
import { DatabaseModule, Transactions } from '@app/database';
import { Clock } from '@app/kernel';
import { PasswordsService, type User, UsersModule, UsersService } from '@app/users';
import { ageConsumed, ageHead } from './aging';
import { dropDatabase, freshDatabase } from './database';

@Module({})
class TestModule {}

/** A ring of two keys: the first one signs. */
export const KEYS = { new: 'Zr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&', old: 'eThWmZq4t7w!z%C*F-JaNdRgUjXn2r5u' };
export const AUTH_KEYS = `new:${KEYS.new},old:${KEYS.old}`;

/** Where the callers of the tests come from. */
export const CALLER: Caller = { ip: '203.0.113.7', userAgent: 'test' };
export const THIEF: Caller = { ip: '2001:db8::bad', userAgent: 'thief' };

/** libs/auth in one process of its own, on a database that others may share. */
export class AuthProcess {
  readonly sessions: SessionsService;
  readonly refreshes: RefreshService;
  readonly access: AccessService;
  readonly verification: VerifyService;
  readonly logouts: LogoutService;
  readonly revocations: RevocationService;
  readonly purges: PurgeService;
  readonly keys: KeysService;
  readonly users: UsersService;
  readonly passwords: PasswordsService;
  readonly limits: LimitsService;
  readonly signIns: SignInService;
  readonly attempts: SignInAttemptsService;
  readonly transactions: Transactions;
  readonly clock: Clock;

  constructor(readonly context: INestApplicationContext) {
    this.sessions = context.get(SessionsService);
    this.refreshes = context.get(RefreshService);
    this.access = context.get(AccessService);
    this.verification = context.get(VerifyService);
    this.logouts = context.get(LogoutService);
    this.revocations = context.get(RevocationService);
    this.purges = context.get(PurgeService);
    this.keys = context.get(KeysService);
    this.users = context.get(UsersService);
    this.passwords = context.get(PasswordsService);
    this.limits = context.get(LimitsService);
    this.signIns = context.get(SignInService);
    this.attempts = context.get(SignInAttemptsService);
    this.transactions = context.get(Transactions);
    this.clock = context.get(Clock);
  }

  /** Exchanges a refresh token. */
  refresh(token: string, caller = CALLER): Promise<IssuedTokens> {
    return this.refreshes.refresh(token, caller);
  }

  /** Signs in with an e-mail and a password. */
  signIn(
    email: string,
    password: string,
    caller = CALLER,
    device: string | null = null,
  ): Promise<SignInOutcome> {
    return this.signIns.signIn({ email, password, transport: 'bearer', device }, caller);
  }
}

/** What the account of a test may be. */
interface TestAccount {
  readonly staff?: boolean;
  readonly password?: string | null;
}

/** A database of its own, with as many processes on it as a test starts. */
export class TestAuth extends AuthProcess {
  private made = 0;

  constructor(
    context: INestApplicationContext,
    readonly databaseUrl: string,
    /** Another connection, for what a test does behind the back of the services. */
    readonly database: Client,
    private readonly processes: AuthProcess[] = [],
  ) {
    super(context);
  }

  /** An account; without a password it costs no hash. */
  async user({ staff = false, password = null }: TestAccount = {}): Promise<User> {
    const user = await this.users.create('system', {
      email: `person${++this.made}@example.org`,
      password,
    });
    if (staff) await this.users.setStaff('system', user.id, true);
    return user;
  }

  /** Sets a password as an operator does. */
  async setPassword({ id }: User, password: string, mustChange = false): Promise<void> {
    await this.context.get(UserAccessService).setPassword('system', id, password, mustChange);
  }

  /** A session of a user, or of a new one. */
  async open(user?: User, transport: 'bearer' | 'cookie' = 'bearer'): Promise<IssuedTokens> {
    return this.sessions.open((user ?? (await this.user())).id, CALLER, transport);
  }

  /** A session in its second generation: the head is young, its parent was consumed just now. */
  async openAndRotate(): Promise<{ parent: IssuedTokens; head: IssuedTokens }> {
    const parent = await this.open();
    await this.ageHead(parent.sessionId);
    return { parent, head: await this.refresh(parent.refresh) };
  }

  /** Lets the head of a session be older than the floor. */
  async ageHead(sessionId: string, seconds = 61): Promise<void> {
    await ageHead(this.database, sessionId, seconds);
  }

  /** Lets what was consumed in a session have been consumed earlier. */
  async ageConsumed(sessionId: string, seconds = 31): Promise<void> {
    await ageConsumed(this.database, sessionId, seconds);
  }

  async rows(sql: string, values: unknown[] = []): Promise<QueryResultRow[]> {
    return (await this.database.query<QueryResultRow>(sql, values)).rows;
  }

  async session(id: string): Promise<QueryResultRow | undefined> {
    return (await this.rows('SELECT * FROM auth_session WHERE id = $1', [id]))[0];
  }

  async tokens(sessionId: string): Promise<QueryResultRow[]> {
    return this.rows('SELECT * FROM outstanding_token WHERE session_id = $1 ORDER BY gen', [sessionId]);
  }

  /** Another process on the same database. */
  async another(variables: Record<string, string> = {}): Promise<AuthProcess> {
    const started = new AuthProcess(await startContext(this.databaseUrl, variables));
    this.processes.push(started);
    return started;
  }

  async close(): Promise<void> {
    await this.database.end();
    await Promise.all([this, ...this.processes].map(({ context }) => context.close()));
    await dropDatabase(this.databaseUrl);
  }
}

/** Starts it; close it in `afterAll`. */
export async function startAuth(variables: Record<string, string> = {}): Promise<TestAuth> {
  const url = await freshDatabase();
  const database = new Client(url);
  await database.connect();
  return new TestAuth(await startContext(url, variables), url, database);
}

async function startContext(
  url: string,
  variables: Record<string, string>,
): Promise<INestApplicationContext> {
  const config = parseConfig({ NODE_ENV: 'test', DATABASE_URL: url, AUTH_KEYS, ...variables }, false);
  const settings = { applicationName: 'test', poolSize: 8, statementTimeout: 0, lockTimeout: 5_000 };
  return NestFactory.createApplicationContext(
    {
      module: TestModule,
      imports: [
        ConfigModule.register(config),
        DatabaseModule.register({ url, ...settings }),
        AuditModule,
        UsersModule,
        AuthModule,
      ],
    },
    { logger: false, abortOnError: false },
  );
}
