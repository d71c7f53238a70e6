import type { CookieSerializeOptions } from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DEVICE_LIFE, type IssuedTokens } from '@app/auth';
import { CONFIG, type Config } from '@app/config';

/**
 * The cookies of single-page apps: the refresh token of a session, and what a device is known by. No script can read
 * them and no other host can set them: in production their names begin with `__Host-`, which browsers take with
 * Secure, Path=/ and no Domain only (RFC 6265bis). A developer's machine has plain http, and names without it.
 */
@Injectable()
export class CookiesService {
  private readonly refresh: string;
  private readonly device: string;
  private readonly attributes: CookieSerializeOptions;

  constructor(@Inject(CONFIG) { production, auth }: Config) {
    this.refresh = production ? '__Host-rt' : 'rt';
    this.device = production ? '__Host-device' : 'device';
    const sameSite = auth.cookieSameSite;
    // browsers drop SameSite=None without Secure
    this.attributes = { path: '/', httpOnly: true, secure: production || sameSite === 'none', sameSite };
  }

  /** The refresh token that came along. */
  refreshOf({ cookies }: FastifyRequest): string | null {
    return cookies[this.refresh] ?? null;
  }

  /** What the device was given by an earlier sign-in. */
  deviceOf({ cookies }: FastifyRequest): string | null {
    return cookies[this.device] ?? null;
  }

  /** Hands a refresh token to the browser for as long as it lives; the same token makes the same line. */
  giveRefresh(reply: FastifyReply, { refresh, refreshExpiresAt }: IssuedTokens): void {
    void reply.setCookie(this.refresh, refresh, { ...this.attributes, expires: refreshExpiresAt });
  }

  /** Lets the browser be known again. */
  giveDevice(reply: FastifyReply, device: string): void {
    void reply.setCookie(this.device, device, { ...this.attributes, maxAge: DEVICE_LIFE / 1_000 });
  }

  /**
   * Takes a refresh token back that came along. From a browser that sent none nothing is taken: the page of another
   * site, whose requests carry no cookie, could sign a visitor out by it.
   */
  takeRefresh(request: FastifyRequest, reply: FastifyReply): void {
    if (this.refreshOf(request) !== null) void reply.clearCookie(this.refresh, this.attributes);
  }
}
