import { REFUSED_FIELDS, REFUSED_PARAMETERS } from './refused-fields';

/** What is wrong with one field of a request, as the API says it. */
export interface FieldFault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly code: string;
  readonly detail: string;
}

/** What is known of a refusal besides its code and its sentence. */
interface ProblemDetails {
  readonly faults?: readonly FieldFault[];
  /** Names of fields that it is about, if its parameters say so. */
  readonly fields?: readonly string[];
  /** Names of the fields that were sent. */
  readonly sent?: readonly string[];
  /** Id of the request, to quote. */
  readonly instance?: string | null;
  /** Seconds to wait. */
  readonly retryAfter?: number | null;
}

/** What is known of something that got no answer: that it never left, or nothing. */
const NO_ANSWER = {
  done: ['app.connection.not_done', 'app.connection.perhaps_done'],
  saved: ['app.connection.not_saved', 'app.connection.perhaps_saved'],
} as const;

/** A refusal of the API, or what became of a request that got no answer. */
export class ProblemError extends Error {
  /** What forms of react-admin read: a text for each field, or one for the whole. Never empty: nothing was saved. */
  readonly body: { readonly errors: Record<string, unknown> };
  readonly faults: readonly FieldFault[];
  readonly instance: string | null;
  readonly retryAfter: number | null;
  private readonly fields: readonly string[];

  constructor(
    /** 0: there was no answer. */
    readonly status: number,
    /** Never changes: go by this. */
    readonly code: string,
    /** For people, in their language. */
    detail: string,
    about: ProblemDetails = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
    this.faults = about.faults ?? [];
    this.fields = about.fields ?? REFUSED_FIELDS[code] ?? [];
    this.instance = about.instance ?? null;
    this.retryAfter = about.retryAfter ?? null;
    const meant = this.fields.filter((name) => about.sent?.includes(name));
    const faults =
      this.faults.length > 0 ? this.faults : meant.map((name) => ({ pointer: `/${name}`, code, detail }));
    this.body = { errors: faults.length > 0 ? errorsOf(faults) : wholeOf(this.wordsOf('saved') ?? detail) };
  }

  /** Whether the connection is at fault and not the request. */
  get isOffline(): boolean {
    return this.status === 0;
  }

  /**
   * The key of what the panel says in its own words: that there was no answer, and what only programs can do by the API's.
   * Only what never left is known not to have been done: of anything else the answer alone may be lost.
   */
  wordsOf(deed: 'done' | 'saved'): string | undefined {
    if (this.code === 'instruments.stale') return 'instruments.stale';
    if (!this.isOffline) return undefined;
    const [never, perhaps] = NO_ANSWER[deed];
    return this.code === 'client.offline' ? never : perhaps;
  }

  /** What is wrong with a field of the body; `undefined`: nothing that is known. */
  at(field: string): string | undefined {
    const fault = this.faults.find(({ pointer }) => pointer !== undefined && pathOf(pointer)[0] === field);
    return fault?.detail ?? (this.fields.includes(field) ? this.message : undefined);
  }

  /** What is wrong with a parameter of the query; `undefined`: nothing that is known. */
  inQuery(parameter: string): string | undefined {
    const fault = this.faults.find((one) => one.parameter === parameter);
    return fault?.detail ?? (REFUSED_PARAMETERS[this.code] === parameter ? this.message : undefined);
  }
}

/**
 * Reads a refusal; whatever stands before the API may answer something else.
 *
 * @param body what was sent
 */
export async function problemOf(answer: Response, body: object = {}): Promise<ProblemError> {
  const problem: unknown = await answer.json().catch(() => null);
  const text = (name: string): string | null => {
    const value = fieldOf(problem, name);
    return typeof value === 'string' ? value : null;
  };
  const wait = Number(answer.headers.get('Retry-After') ?? Number.NaN);
  const fields = fieldOf(fieldOf(problem, 'params'), 'fields');
  return new ProblemError(
    answer.status,
    text('code') ?? 'http.unknown',
    text('detail') ?? `HTTP ${answer.status}`,
    {
      faults: faultsOf(fieldOf(problem, 'errors')),
      ...(Array.isArray(fields) ? { fields: fields.map(String) } : {}),
      sent: Object.keys(body),
      instance: text('instance') ?? answer.headers.get('X-Request-Id'),
      retryAfter: Number.isFinite(wait) ? wait : null,
    },
  );
}

function faultsOf(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const [code, detail] = [fieldOf(one, 'code'), fieldOf(one, 'detail')];
    if (typeof code !== 'string' || typeof detail !== 'string') return [];
    const place = ['pointer', 'parameter', 'header'].flatMap((name) => {
      const where = fieldOf(one, name);
      return typeof where === 'string' ? [[name, where] as const] : [];
    });
    return [{ code, detail, ...Object.fromEntries(place) }];
  });
}

/** `/price/amount` is the field `price.amount` of a form; a fault of no field is one of the whole. */
function errorsOf(faults: readonly FieldFault[]): Record<string, unknown> {
  const errors: Record<string, unknown> = {};
  for (const { pointer = '', parameter, detail } of faults) {
    const path = parameter === undefined ? pathOf(pointer) : [parameter];
    const last = path.pop();
    if (last === undefined) {
      Object.assign(errors, wholeOf(detail));
      continue;
    }
    let place = errors;
    for (const name of path) {
      const next = place[name];
      const inner: Record<string, unknown> = isRecord(next) ? next : {};
      place[name] = inner;
      place = inner;
    }
    place[last] ??= detail;
  }
  return errors;
}

/** What a form says below its fields. */
function wholeOf(detail: string): Record<string, unknown> {
  return { root: { serverError: detail } };
}

function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether a value has fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}
