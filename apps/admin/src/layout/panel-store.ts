import { localStorageStore, memoryStore, type Store } from 'react-admin';

/** What belongs to this browser: how the frame looks. */
const OF_BROWSER = /^(locale|theme|appearance|sidebar\.open)$/;

/**
 * Where react-admin keeps what it remembers. Of lists it remembers filters and rows, in this tab and for as long as it is
 * open: what is to stay is kept by the server for whoever is signed in, and not in a browser that others use too.
 */
export function panelStore(): Store {
  const [browser, tab] = [localStorageStore(), memoryStore()];
  const of = (key: string): Store => (OF_BROWSER.test(key) ? browser : tab);
  return {
    setup: () => {
      browser.setup();
      tab.setup();
    },
    teardown: () => {
      browser.teardown();
      tab.teardown();
    },
    getItem: (key, fallback) => of(key).getItem(key, fallback),
    setItem: (key, value) => of(key).setItem(key, value),
    removeItem: (key) => of(key).removeItem(key),
    removeItems: (prefix) => {
      browser.removeItems(prefix);
      tab.removeItems(prefix);
    },
    reset: () => {
      browser.reset();
      tab.reset();
    },
    listItems: (prefix) => ({ ...browser.listItems?.(prefix), ...tab.listItems?.(prefix) }),
    subscribe: (key, callback) => of(key).subscribe(key, callback),
  };
}
