import { connection } from '../api/connection';
import { ProblemError, problemOf } from '../api/problem';
import { trusted } from '../api/trusted';
import { currentLanguage } from '../i18n/language';
import type { Profile } from './profile';

/** What the page has to show: the app, or what stands before it. */
export type Phase = 'starting' | 'unreachable' | 'out' | 'choosing-password' | 'in';

/** The session as components see it. */
export interface SessionView {
  readonly phase: Phase;
  readonly profile: Profile | null;
  /** Which of the sessions it is. */
  readonly id: string | null;
  /** Somebody was signed in at this page before: what he typed is still there, and waits for him. */
  readonly lapsed: boolean;
}

interface Tokens {
  readonly access: string;
  readonly expires_in: number;
  readonly session_id: string;
  readonly must_change_password: boolean;
}

/** What is done about accounts by links in mails. */
export type LinkDoor = 'password/reset' | 'password/reset/confirm' | 'email/verify';

/** Refreshed this long before it ends, in milliseconds. */
const BEFORE_END = 30_000;
/** A server that is busy is asked this often. */
const TRIES = 4;

/**
 * The session of this tab. The access token is in this object and nowhere else, the refresh token in a cookie that no
 * script can read. Other tabs refresh when they like: the server gives all of them the same next token.
 */
export class Session {
  private view: SessionView = { phase: 'starting', profile: null, id: null, lapsed: false };
  private access: string | null = null;
  private freshUntil = 0;
  private refreshing: Promise<boolean> | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly tabs = new BroadcastChannel('buscainstrumentos-session');

  constructor() {
    this.tabs.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === 'out') this.lapse();
      if (data === 'in' && this.view.phase !== 'in') void this.start();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): SessionView => this.view;

  /** Goes on with the session that the cookie stands for, if there is one. */
  async start(): Promise<void> {
    try {
      if (await this.refresh()) await this.enter();
      else this.show({ phase: 'out' });
    } catch {
      if (this.view.phase === 'starting') this.show({ phase: 'unreachable' });
    }
  }

  /** @throws ProblemError `auth.invalid_credentials`, `auth.throttled` … */
  async signIn(email: string, password: string): Promise<void> {
    this.keep(trusted<Tokens>(await this.post('token', { email, password, transport: 'cookie' })));
    await this.enter();
    this.tabs.postMessage('in');
  }

  /** Ends the session, and tells the other tabs; whoever asks for it leaves this page. */
  async signOut(): Promise<void> {
    await this.post('logout', {});
    this.tabs.postMessage('out');
  }

  /** @throws ProblemError `account.wrong_password`, `account.password_refused` … */
  async choosePassword(current: string, wanted: string): Promise<void> {
    const body = JSON.stringify({ current_password: current, new_password: wanted });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await this.send('/api/v1/auth/password', { method: 'POST', body, headers });
    if (!answer.ok) throw await problemOf(answer);
    await this.enter();
  }

  /**
   * What whoever is not signed in may do about his account: ask for a link, and use one up. Once only: when its answer is
   * lost, a link may be used up already.
   *
   * @throws ProblemError `account.link_invalid`, `passwords.refused`, `auth.throttled` …
   */
  async redeem(door: LinkDoor, body: object): Promise<void> {
    await this.knock(door, body);
  }

  /** Whether a link to a new password is good now. @throws ProblemError when that cannot be told */
  async leadsToPassword(token: string): Promise<boolean> {
    const answer = await this.knock('password/reset/check', { token });
    return trusted<{ good: boolean }>(await answer.json()).good;
  }

  /** Reads again who is signed in and what he may do; where that cannot be told, it stays as it was. */
  async update(): Promise<void> {
    const answer = await this.send('/api/v1/me', {}).catch(() => null);
    const profile = answer?.ok ? trusted<Profile>(await answer.json()) : null;
    // it may have ended on the way
    if (profile && this.view.phase === 'in') this.know(profile);
  }

  /** The same for whoever comes back to this tab: meanwhile he may have been given or taken something. */
  async catchUp(): Promise<void> {
    if (this.view.phase !== 'in') return;
    if (Date.now() <= this.freshUntil) await this.update();
    // which reads it too
    else await this.refresh().catch(() => false);
  }

  /**
   * `fetch` in the name of whoever is signed in. A request that meets the end of the session waits until somebody has
   * signed in again, and is then sent once more: whoever clicked loses nothing.
   */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    for (;;) {
      await this.present();
      if (Date.now() > this.freshUntil && !(await this.refresh())) continue;
      let answer = await this.send(path, init);
      if (answer.status === 401 && (await this.refresh())) answer = await this.send(path, init);
      if (answer.status === 401) this.lapse();
      else if (answer.status === 403 && (await this.mustChoose(answer)))
        this.show({ phase: 'choosing-password' });
      else return answer;
    }
  }

  private async knock(door: string, body: object): Promise<Response> {
    const headers = { 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await this.send(`/api/v1/auth/${door}`, init);
    if (!answer.ok) throw await problemOf(answer);
    return answer;
  }

  /** Resolves when somebody is signed in. */
  private async present(): Promise<void> {
    if (this.view.phase === 'in') return;
    await new Promise<void>((resolve) => {
      const leave = this.subscribe(() => {
        if (this.view.phase !== 'in') return;
        leave();
        resolve();
      });
    });
  }

  /** Asks who is signed in, and shows what is for him. */
  private async enter(): Promise<void> {
    const answer = await this.send('/api/v1/me', {});
    if (!answer.ok) throw await problemOf(answer);
    this.know(trusted<Profile>(await answer.json()));
  }

  private know(profile: Profile): void {
    const before = this.view.profile;
    // somebody else than who left: nothing on this page is for his eyes
    if (before && before.id !== profile.id) {
      window.location.assign('/admin/');
      return;
    }
    const phase = profile.must_change_password ? 'choosing-password' : 'in';
    const isSame = JSON.stringify(before) === JSON.stringify(profile);
    this.show({ phase, profile: isSame ? before : profile, lapsed: false });
  }

  private async mustChoose(answer: Response): Promise<boolean> {
    return (await problemOf(answer.clone())).code === 'access.password_change_required';
  }

  /** One at a time in this tab. @returns whether there still is a session */
  private refresh(): Promise<boolean> {
    this.refreshing ??= this.post('token/refresh', {})
      .then(
        (tokens) => {
          this.keep(trusted<Tokens>(tokens));
          // a tab that is open for long follows what its owner may do
          if (this.view.phase === 'in') void this.update();
          return true;
        },
        (error: unknown) => {
          if (!(error instanceof ProblemError) || error.status !== 401) throw error;
          this.lapse();
          return false;
        },
      )
      .finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  /** An answer that was lost is asked for again: the server gives the same one. */
  private async post(door: string, body: object): Promise<unknown> {
    const headers = { 'Content-Type': 'application/json', 'X-CSRF': '1' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send(`/api/v1/auth/${door}`, init).catch((error: unknown) => {
        if (attempt === TRIES) throw error;
        return null;
      });
      if (answer?.ok) return answer.status === 204 ? null : answer.json();
      if (answer && (answer.status !== 503 || attempt === TRIES)) throw await problemOf(answer);
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt));
    }
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Accept-Language', currentLanguage());
    if (this.access !== null) headers.set('Authorization', `Bearer ${this.access}`);
    const wasOnline = navigator.onLine;
    try {
      const answer = await fetch(path, {
        ...init,
        headers,
        credentials: 'same-origin',
        // public lists may be kept for a minute: whoever has just changed one wants it as it is
        cache: 'no-cache',
      });
      if (answer.status < 502) connection.find();
      return answer;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      connection.lose();
      throw new ProblemError(0, wasOnline ? 'client.unanswered' : 'client.offline', 'app.connection.lost');
    }
  }

  private keep({ access, expires_in: seconds, session_id: id }: Tokens): void {
    this.access = access;
    if (id !== this.view.id) this.show({ id });
    this.freshUntil = Date.now() + Math.max(seconds * 1_000 - BEFORE_END, seconds * 500);
  }

  /** The session is over: its words are forgotten, what is on the screen waits behind the form. */
  private lapse(): void {
    this.access = null;
    this.freshUntil = 0;
    if (this.view.phase === 'out' || this.view.phase === 'starting') return;
    this.show({ phase: 'out', lapsed: this.view.profile !== null });
  }

  private show(changes: Partial<SessionView>): void {
    this.view = { ...this.view, ...changes };
    for (const listener of this.listeners) listener();
  }
}

export const session = new Session();
