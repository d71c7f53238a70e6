import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { isSafe } from './access';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a door takes a form beside JSON. */
    takesForms?: boolean;
  }
}

const FORM = 'application/x-www-form-urlencoded';
/** What bodies are read as; US-ASCII is a part of it. */
const CHARSETS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

/** Opens a door to forms too. All others take JSON only, which no page of another site can send without asking first. */
export const TakesForms = () => RouteConfig({ takesForms: true });

/**
 * Why the body of a request cannot be read at its door (RFC 9110, 15.5.16): its coding, or its media type or charset;
 * `null`: it can, or there is none. Doors for files decide by themselves.
 */
export function bodyFaultOf(request: FastifyRequest): 'coding' | 'type' | null {
  const { headers, routeOptions } = request;
  const { url, config } = routeOptions;
  if (url === undefined || isSafe(request) || config.uploadTypes !== undefined || !hasBody(request))
    return null;
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity') return 'coding';
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const taken = type.trim() === 'application/json' || (type.trim() === FORM && config.takesForms === true);
  return taken && parameters.every(isReadable) ? null : 'type';
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** `charset` is the only parameter that says how bytes are to be read. */
function isReadable(parameter: string): boolean {
  const [name = '', value = ''] = parameter.split('=');
  return name.trim() !== 'charset' || CHARSETS.has(value.trim().replace(/^"(.*)"$/, '$1'));
}
