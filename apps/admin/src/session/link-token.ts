/** How a mail writes it: behind the `#`, which no server sees. */
const TOKEN = /^#token=([\w.-]+)$/;

/**
 * The token of the link that was opened, out of the address at once: it stays in no history, and nobody reads it over a
 * shoulder. `main.tsx` imports this before anything that looks at the address.
 */
export const linkToken: string | null = take();

function take(): string | null {
  const token = TOKEN.exec(window.location.hash)?.[1] ?? null;
  if (token !== null) window.history.replaceState(window.history.state, '', window.location.pathname);
  // the same page again with another link
  window.addEventListener('hashchange', () => {
    if (TOKEN.test(window.location.hash)) window.location.reload();
  });
  return token;
}
