import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { TranslationMessages } from 'react-admin';
import { currentLanguage, type Language } from './language';
import { en } from './en';
import { es } from './es';

/** A language that lacks a key of react-admin's does not compile. */
const messages: Record<Language, TranslationMessages> = { en, es };

/** The texts of the panel. A key that is not there shows as itself, and test/contract/admin-texts.spec.ts finds it. */
export const i18nProvider = polyglotI18nProvider(
  (locale) => (locale === 'es' ? messages.es : messages.en),
  currentLanguage(),
  [
    { locale: 'es', name: 'Español' },
    { locale: 'en', name: 'English' },
  ],
  { allowMissing: true },
);
