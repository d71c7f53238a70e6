import { session } from '../session/session';
import { problemOf } from './problem';

/** What a query may hold; what is empty is left out. */
export type QueryValues = Readonly<Record<string, unknown>>;

/** What is sent to a door. */
export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: QueryValues;
  /** As JSON; a file goes as it is. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** An answer of a door. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** `null` when there is none. */
  readonly body: unknown;
}

/** Asks a door in the name of whoever is signed in. @throws ProblemError */
export async function ask(path: string, request: ApiRequest = {}): Promise<ApiAnswer> {
  const answer = await askRaw(path, request);
  const isJson = answer.headers.get('Content-Type')?.includes('json') ?? false;
  const body: unknown = answer.status === 204 || !isJson ? null : await answer.json();
  return { status: answer.status, headers: answer.headers, body };
}

/** The same, with the answer as the browser has it: for files. @throws ProblemError */
export async function askRaw(path: string, request: ApiRequest = {}): Promise<Response> {
  const { method = 'GET', query = {}, body, headers = {}, signal } = request;
  const isFile = body instanceof Blob;
  const payload = body === undefined ? undefined : isFile ? body : JSON.stringify(body);
  const sent = new Headers(headers);
  if (payload !== undefined && !isFile) sent.set('Content-Type', 'application/json');
  const answer = await session.fetch(`${path}${queryString(query)}`, {
    method,
    headers: sent,
    ...(payload === undefined ? {} : { body: payload }),
    ...(signal ? { signal } : {}),
  });
  if (answer.ok) return answer;
  const problem = await problemOf(answer, body);
  // what he may do has changed meanwhile
  if (problem.status === 403) void session.update();
  throw problem;
}

function queryString(values: QueryValues): string {
  const text = queryText(values);
  return text === '' ? '' : `?${text}`;
}

/** A query as the API reads it: lists with commas between, nothing that is empty. */
export function queryText(values: QueryValues): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    const text = Array.isArray(value) ? value.map(String).join(',') : textOf(value);
    if (text !== '') query.set(name, text);
  }
  return query.toString();
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
