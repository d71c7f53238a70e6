import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SessionsService } from '@app/auth';
import type { TestApp } from './app';
import { signIn, type SignedIn } from './clients';

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** What a page of a developer's machine sends along with a request that may change something. */
export const PAGE = { origin: 'http://localhost:5173', 'x-csrf': '1', 'content-type': 'application/json' };

/** The lines that set cookies, to the letter. */
export function cookieLines(answer: Answer): string[] {
  return [answer.headers['set-cookie'] ?? []].flat();
}

/** A new user with a session whose refresh token is in a cookie. */
export async function signInAtPage(api: TestApp): Promise<SignedIn> {
  const person = await signIn(api);
  const caller = { ip: '203.0.113.7', userAgent: 'test' };
  const tokens = await api.app.get(SessionsService).open(person.user.id, caller, 'cookie');
  return { ...person, tokens };
}

/** Asks for the next tokens by cookie. */
export function refreshByCookie(
  api: TestApp,
  cookie: string,
  headers: Readonly<Record<string, string>> = PAGE,
): Promise<Answer> {
  return post(api, '/api/v1/auth/token/refresh', {}, { ...headers, cookie });
}

/** Sends JSON in nobody's name. */
export function post(
  api: TestApp,
  url: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return api.app.inject({ method: 'POST', url, headers: { host: 'localhost', ...headers }, payload: body });
}
