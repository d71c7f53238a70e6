import type { FastifyInstance } from 'fastify';
import { barePath } from './path-of';

/** Which methods each path takes: for 405 with Allow, and for OPTIONS. */
export class AllowedMethods {
  /** By path, without parameters. */
  private readonly fixed = new Map<string, string[]>();
  private readonly routes: { pattern: RegExp; methods: readonly string[] }[] = [];

  /** Listens to the routes of a server; call it before any is registered. */
  watch(server: FastifyInstance): this {
    server.addHook('onRoute', ({ url, method }) => {
      const methods = Array.isArray(method) ? method : [method];
      if (url.includes('*')) return;
      if (url.includes(':')) this.routes.push({ pattern: routePattern(url), methods });
      else this.fixed.set(url, [...(this.fixed.get(url) ?? []), ...methods]);
    });
    return this;
  }

  /** The methods of a path (without its query), sorted; none when nothing is there. */
  of(path: string): readonly string[] {
    const methods =
      this.fixed.get(barePath(path)) ??
      this.routes.flatMap((route) => (route.pattern.test(path) ? route.methods : []));
    return methods.length === 0 ? [] : [...new Set([...methods, 'OPTIONS'])].sort();
  }

  /** Whether a door of exactly this path does not take a method that the router takes for a parameter beside it. */
  isRefused(path: string, method: string): boolean {
    return this.fixed.get(barePath(path))?.includes(method) === false;
  }
}

/** `/errors/:code` as an expression that finds `/errors/x`, with a slash at its end or without, as the router does. */
function routePattern(url: string): RegExp {
  const segments = url
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${segments.join('/')}/?$`);
}
