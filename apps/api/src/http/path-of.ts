/** The path of a request, without its query. */
export function pathOf({ url }: { readonly url: string }): string {
  return url.split('?', 1)[0] ?? '';
}

/** Whether an address belongs to the API, with a door or without one. */
export function isBelowApi(request: { readonly url: string }): boolean {
  return /^\/api(\/|$)/.test(pathOf(request));
}

/** An address as the router can decode it: where it could not, each `%` stands for itself, and the address is another. */
export function routable(url: string): string {
  if (!url.includes('%')) return url;
  try {
    decodeURI(url.split(/[?#]/, 1)[0] ?? '');
    return url;
  } catch {
    return url.replaceAll('%', '%25');
  }
}

/** A path without a slash at its end, which the router passes over. */
export function barePath(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
