import type { ErrorParams } from '@app/kernel';
import type { FieldFault } from './invalid-fields';
import { type ProblemCode, problemCatalogue } from './problem-catalogue';
import type { ProblemKind } from './problem-kind';

/** The media type of {@link Problem}. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The body of every refusal (RFC 9457), with our code and the id of the request. */
export interface Problem {
  /** Where the code is explained: a path on this server. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  /** The values behind the detail, for programs. */
  readonly params?: ErrorParams;
  /** What is wrong with each field. */
  readonly errors?: readonly FieldFault[];
}

/** The language to answer in: Spanish when the client prefers it, otherwise English. */
export function preferredLanguage(acceptLanguage: string | undefined): 'en' | 'es' {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ language, quality }) => (language === 'en' || language === 'es') && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return ranked[0]?.language === 'es' ? 'es' : 'en';
}

/**
 * The body for a code.
 *
 * @param requestId becomes `instance`
 * @param acceptLanguage the header as it came
 */
export function problemOf(
  code: ProblemCode,
  requestId: string,
  acceptLanguage: string | undefined,
  params: ErrorParams = {},
): Problem {
  const kind: ProblemKind = problemCatalogue[code];
  const language = preferredLanguage(acceptLanguage);
  return {
    type: `/errors/${code}`,
    title: kind.title[language],
    status: kind.status,
    detail: filled(wordsFor(kind, params, language), params),
    code,
    instance: requestId,
    ...(Object.keys(params).length > 0 ? { params } : {}),
  };
}

/** The detail, with a sentence in the place of each list of codes that has words. */
function wordsFor({ detail, words }: ProblemKind, params: ErrorParams, language: 'en' | 'es'): string {
  if (!words) return detail[language];
  return detail[language].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    if (!Array.isArray(value)) return place;
    return value.map((code: string) => words[code]?.[language] ?? code).join(' ');
  });
}

function filled(text: string, params: ErrorParams): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? '';
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}

const codeByStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'http.bad_request',
  404: 'http.not_found',
  405: 'http.method_not_allowed',
  408: 'http.timeout',
  413: 'http.body_too_large',
  414: 'http.uri_too_long',
  415: 'http.unsupported_media_type',
  431: 'http.headers_too_large',
};

/** The code of an error that came with a status only, from Nest or Fastify. */
export function codeForStatus(status: number): ProblemCode {
  return codeByStatus[status] ?? (status >= 400 && status < 500 ? 'http.bad_request' : 'http.internal');
}
