import { REFUSED_FIELDS } from './refused-fields';

/** What is wrong with one field of a request, as the API says it. */
export interface FieldFault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly code: string;
  readonly detail: string;
}

/** A refusal of the API, or what became of a request that got no answer. */
export class ProblemError extends Error {
  /** What forms of react-admin read: a text for each field, or one for the whole. Never empty: nothing was saved. */
  readonly body: { readonly errors: Record<string, unknown> };

  constructor(
    /** 0: there was no answer. */
    readonly status: number,
    /** Never changes: go by this. */
    readonly code: string,
    /** For people, in their language. */
    detail: string,
    readonly faults: readonly FieldFault[] = [],
    /** Id of the request, to quote. */
    readonly instance: string | null = null,
    /** Seconds to wait. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail);
    this.name = 'ProblemError';
    const field = REFUSED_FIELDS[code];
    const whole = status === 0 ? 'app.connection.not_saved' : detail;
    this.body = {
      errors:
        faults.length > 0
          ? errorsOf(faults)
          : field === undefined
            ? { root: { serverError: whole } }
            : { [field]: detail },
    };
  }

  /** Whether the connection is at fault and not the request. */
  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** Reads a refusal; whatever stands before the API may answer something else. */
export async function problemOf(answer: Response): Promise<ProblemError> {
  const body: unknown = await answer.json().catch(() => null);
  const text = (name: string): string | null => {
    const value = fieldOf(body, name);
    return typeof value === 'string' ? value : null;
  };
  const wait = Number(answer.headers.get('Retry-After') ?? Number.NaN);
  return new ProblemError(
    answer.status,
    text('code') ?? 'http.unknown',
    text('detail') ?? `HTTP ${answer.status}`,
    faultsOf(fieldOf(body, 'errors')),
    text('instance') ?? answer.headers.get('X-Request-Id'),
    Number.isFinite(wait) ? wait : null,
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

/** `/price/amount` is the field `price.amount` of a form; a fault of no field stands above it. */
function errorsOf(faults: readonly FieldFault[]): Record<string, unknown> {
  const errors: Record<string, unknown> = {};
  for (const { pointer, parameter, detail } of faults) {
    const path = pointer === undefined ? [parameter ?? 'root'] : pathOf(pointer);
    const last = path.pop() ?? 'root';
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
