import { ApiClient, type TestRequest } from './clients';

type Answer = Awaited<ReturnType<ApiClient['send']>>;

/** Names of secret columns, and of what could be one; a flag may speak of them. */
const SECRET_KEY = /password|hash|secret|token|valid_after/i;
/** Hashes as we and others write them, and tokens. */
const SECRET_VALUE = /\$argon2|pbkdf2_|bcrypt|\$2[aby]\$|\beyJ|bik_|#token=/;

/** Where in a JSON value something stands that nobody may see: `data.0.password_hash`. */
export function secretsIn(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === 'string') return SECRET_VALUE.test(value) ? [path.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = [...path, key];
    const leaks = SECRET_KEY.test(key) && typeof inner !== 'boolean' ? [here.join('.')] : [];
    return [...leaks, ...secretsIn(inner, here)];
  });
}

/** A client that looks through every answer for secrets. */
export class WatchedClient extends ApiClient {
  override async send(
    method: Parameters<ApiClient['send']>[0],
    url: string,
    request?: TestRequest,
  ): Promise<Answer> {
    const answer = await super.send(method, url, request);
    if (answer.body !== '') {
      const leaks = secretsIn(answer.json());
      if (leaks.length > 0) throw new Error(`${method} ${url} shows ${leaks.join(', ')}`);
    }
    return answer;
  }
}
