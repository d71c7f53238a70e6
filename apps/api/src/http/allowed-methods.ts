import type { FastifyInstance } from 'fastify';

/** Which methods each path takes: for 405 with Allow, and for OPTIONS. */
export class AllowedMethods {
  private readonly routes: { pattern: RegExp; methods: readonly string[] }[] = [];

  /** Listens to the routes of a server; call it before any is registered. */
  watch(server: FastifyInstance): this {
    server.addHook('onRoute', ({ url, method }) => {
      const methods = Array.isArray(method) ? method : [method];
      if (!url.includes('*')) this.routes.push({ pattern: routePattern(url), methods });
    });
    return this;
  }

  /** The methods of a path (without its query), sorted; none when nothing is there. */
  of(path: string): readonly string[] {
    const methods = this.routes.flatMap((route) => (route.pattern.test(path) ? route.methods : []));
    return methods.length === 0 ? [] : [...new Set([...methods, 'OPTIONS'])].sort();
  }
}

/** `/errors/:code` as an expression that finds `/errors/x`, with a slash at its end or without, as the router does. */
function routePattern(url: string): RegExp {
  const segments = url
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${segments.join('/')}/?$`);
}
