import { useEffect } from 'react';

const PRODUCT = 'Buscainstrumentos';

/** Gives the page of the browser the title of the screen, so that tabs and the history tell them apart. */
export function DocumentTitle() {
  useEffect(() => {
    const title = document.getElementById('react-admin-title');
    if (!title) return undefined;
    const show = () => {
      const screen = title.textContent.trim();
      document.title = screen === '' ? PRODUCT : `${screen} · ${PRODUCT}`;
    };
    // every screen writes its title there, in the language of now
    const observer = new MutationObserver(show);
    observer.observe(title, { childList: true, subtree: true, characterData: true });
    show();
    return () => {
      observer.disconnect();
      document.title = PRODUCT;
    };
  }, []);
  return null;
}
