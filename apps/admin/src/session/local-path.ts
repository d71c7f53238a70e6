/**
 * Where to go after the sign-in: a path of this panel, never another place.
 *
 * @param wanted what the address asks for, whoever wrote it
 * @returns a path below `/admin`, without it; `/` for whatever is none
 */
export function localPath(wanted: string | null): string {
  if (wanted === null || !wanted.startsWith('/') || /[\\\p{Cc}]/u.test(wanted)) return '/';
  const base = 'http://panel.invalid';
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null;
  if (url?.origin !== base) return '/';
  const path = url.pathname.replace(/^\/admin(?=\/|$)/, '') || '/';
  return path.startsWith('//') ? '/' : `${path}${url.search}${url.hash}`;
}
