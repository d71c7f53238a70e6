/** The languages of the panel. */
export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where the store of react-admin keeps the choice; it writes JSON. */
const PLACE = 'RaStore.locale';

/** The language that was chosen here, else the first of the browser's that we have. */
export function currentLanguage(): Language {
  const chosen = remembered()?.replaceAll('"', '');
  const wanted = [chosen ?? '', ...window.navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.flatMap((tag) => LANGUAGES.filter((language) => language === tag))[0] ?? 'en';
}

function remembered(): string | null {
  try {
    return window.localStorage.getItem(PLACE);
  } catch {
    return null; // a browser that keeps nothing
  }
}
