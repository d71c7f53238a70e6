import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '@app/config';
import { CrossSiteError } from '../http/access.errors';
import { isAllowedOrigin } from '../http/allowed-origins';
import { CookiesService } from './cookies.service';

const DOOR = Reflector.createDecorator<'sign-in' | 'session'>();

/** For a door that works with cookies too: what the page of another site makes a browser send is refused. */
export const RefuseCrossSite = (door: 'sign-in' | 'session') =>
  applyDecorators(DOOR(door), UseGuards(CrossSiteGuard));

/**
 * Whatever rides on a cookie has to come from a page of ours: the browser says so (Sec-Fetch-Site, or an Origin on
 * the list), and the page sends a header and a type that no form can send and that a script of another site may send
 * only after a preflight, which is refused. Stands before any work is done.
 */
@Injectable()
class CrossSiteGuard implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly reflector: Reflector,
    private readonly cookies: CookiesService,
  ) {}

  /** @throws CrossSiteError */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const signIn = this.reflector.get(DOOR, context.getHandler()) === 'sign-in';
    const rides = signIn ? this.signsInWithCookies(request) : this.meansTheCookie(request);
    const refused = rides ? !this.isOurPage(request) : signIn && this.isForeignPage(request);
    if (refused) throw new CrossSiteError();
    return true;
  }

  /** A sign-in that sets cookies, or comes with some: the session of the one ends, the other one opens doors. */
  private signsInWithCookies(request: FastifyRequest): boolean {
    if (fieldOf(request.body, 'transport') === 'cookie') return true;
    return this.cookies.refreshOf(request) !== null || this.cookies.deviceOf(request) !== null;
  }

  /** A token in the body goes before the cookie, which then means nothing. */
  private meansTheCookie(request: FastifyRequest): boolean {
    return this.cookies.refreshOf(request) !== null && refreshIn(request.body) === null;
  }

  private isOurPage({ headers }: FastifyRequest): boolean {
    const ours = headers['sec-fetch-site'] === 'same-origin' || this.isListed(headers.origin);
    const json = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
    return ours && json && headers['x-csrf'] === '1';
  }

  private isForeignPage({ headers }: FastifyRequest): boolean {
    return headers['sec-fetch-site'] === 'cross-site' && !this.isListed(headers.origin);
  }

  private isListed(origin: string | undefined): boolean {
    return isAllowedOrigin(this.config.http, origin);
  }
}

/** The refresh token in a body that nobody has checked yet. */
export function refreshIn(body: unknown): string | null {
  const refresh = fieldOf(body, 'refresh');
  return typeof refresh === 'string' ? refresh : null;
}

/** A field of such a body. */
function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}
