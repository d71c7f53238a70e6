// Signing in from a single-page app: the access token lives in the memory of this tab, the refresh token in a cookie
// that no script can read. docs/auth.md tells why each step is as it is; auth-client.spec.ts runs it in a browser.
export class AuthClient {
  #base;
  #access = null;
  #freshUntil = 0;
  #refreshing = null;
  #tabs = new BroadcastChannel('auth');
  onSignedOut = () => {};

  /** @param base where the API answers, such as `https://api.example.org` */
  constructor(base) {
    this.#base = base;
    this.#tabs.onmessage = () => this.#forget();
  }

  /** Throws the problem document of a refusal, as everything here does. */
  async signIn(email, password) {
    this.#keep(await this.#post('token', { email, password, transport: 'cookie' }));
  }

  /** Goes on with the session that the cookie stands for, when the page has loaded; 401 when there is none. */
  resume() {
    return this.#refresh();
  }

  /** `fetch` in the name of whoever is signed in. */
  async fetch(path, options = {}) {
    if (Date.now() > this.#freshUntil) await this.#refresh();
    const send = () => {
      const headers = { ...options.headers, Authorization: `Bearer ${this.#access}` };
      return fetch(this.#base + path, { ...options, headers });
    };
    const answer = await send();
    return answer.status === 401 ? this.#refresh().then(send) : answer;
  }

  /** Ends the session, here and in every tab. */
  async signOut() {
    await this.#post('logout', {});
    this.#tabs.postMessage('signed out');
    this.#forget();
  }

  /** One at a time in this tab. Other tabs may be at it too: the server gives all of them the same session. */
  #refresh() {
    this.#refreshing ??= this.#post('token/refresh', {})
      .then((tokens) => this.#keep(tokens))
      .finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  /** An answer that was lost on the way is asked for again: the server gives the same one. */
  async #post(door, body, tries = 3) {
    const headers = { 'Content-Type': 'application/json', 'X-CSRF': '1' };
    const request = { method: 'POST', credentials: 'include', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${this.#base}/api/v1/auth/${door}`, request).catch(() => null);
    if (answer?.ok) return answer.status === 204 ? null : answer.json();
    if (answer?.status === 401) this.#forget();
    if (tries === 1 || (answer && answer.status !== 503))
      throw answer ? await answer.json() : new Error('offline');
    await new Promise((resolve) => setTimeout(resolve, answer ? 5_000 : 300));
    return this.#post(door, body, tries - 1);
  }

  #keep({ access, expires_in: seconds }) {
    this.#access = access;
    this.#freshUntil = Date.now() + (seconds - 30) * 1000;
  }

  #forget() {
    const signedIn = this.#access !== null;
    [this.#access, this.#freshUntil] = [null, 0];
    if (signedIn) this.onSignedOut();
  }
}
