import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type IssuedTokens, SessionsService } from '@app/auth';
import {
  type PermissionCode,
  PermissionsService,
  type User,
  UserRightsService,
  UsersService,
} from '@app/users';
import type { TestApp } from './app';

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** What a test sends. */
export interface TestRequest {
  /** As JSON. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who asks the API over HTTP. */
export class ApiClient {
  constructor(
    private readonly api: TestApp,
    /** Goes into `Authorization: Bearer`; `null`: nobody. */
    readonly credential: string | null,
  ) {}

  send(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    { body, headers = {} }: TestRequest = {},
  ): Promise<Answer> {
    const bearer = this.credential === null ? {} : { authorization: `Bearer ${this.credential}` };
    return this.api.send({
      method,
      url,
      headers: { host: 'localhost', ...bearer, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
  }

  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', url, { headers });
  }

  post(url: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', url, body === undefined ? { headers } : { body, headers });
  }

  patch(url: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('PATCH', url, { body, headers });
  }

  delete(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('DELETE', url, { headers });
  }
}

/** A client with the user whose session it is. */
export interface SignedIn {
  readonly client: ApiClient;
  readonly user: User;
  readonly tokens: IssuedTokens;
}

/** What the user of a test may be. */
export interface Role {
  readonly permissions?: readonly PermissionCode[];
  readonly staff?: boolean;
  readonly superuser?: boolean;
  /** `null`, or absent: cannot sign in by one, and costs no hash. */
  readonly password?: string | null;
  readonly email?: string;
}

let made = 0;

/** A new user with these permissions, signed in without a password. */
export async function signIn(api: TestApp, role: Role = {}): Promise<SignedIn> {
  const { permissions = [], staff = false, superuser = false, password = null } = role;
  await api.app.get(PermissionsService).sync({ prune: false });
  const users = api.app.get(UsersService);
  const user = await users.create('system', {
    email: role.email ?? `client${++made}@example.org`,
    password,
    isStaff: staff,
    isSuperuser: superuser,
  });
  await api.app.get(UserRightsService).grant('system', user.id, permissions);
  const tokens = await api.app
    .get(SessionsService)
    .open(user.id, { ip: '203.0.113.7', userAgent: 'test' }, 'bearer');
  return { client: new ApiClient(api, tokens.access), user, tokens };
}
