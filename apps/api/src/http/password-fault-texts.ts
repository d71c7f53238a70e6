import type { Localised } from './problem-kind';

/** What is wrong with a password; `{least}` and `{most}` are how long it may be. */
export const PASSWORD_FAULT_TEXTS = {
  malformed: {
    en: 'The password has characters that nobody can type, such as line ends.',
    es: 'La contraseña tiene caracteres que nadie puede teclear, como saltos de línea.',
  },
  too_short: {
    en: 'The password needs {least} characters at least.',
    es: 'La contraseña necesita al menos {least} caracteres.',
  },
  too_long: {
    en: 'The password may have {most} characters at most.',
    es: 'La contraseña puede tener {most} caracteres como máximo.',
  },
  common: {
    en: 'This password is one of the most common ones.',
    es: 'Esta contraseña es una de las más comunes.',
  },
  predictable: {
    en: 'This password is made of common words, rows of keys, repetitions or years: add words of your own.',
    es: 'Esta contraseña se compone de palabras comunes, filas de teclas, repeticiones o años: añade palabras tuyas.',
  },
  like_email: {
    en: 'The password is too much like the e-mail address.',
    es: 'La contraseña se parece demasiado a la dirección de correo.',
  },
  unchanged: {
    en: 'The password has to be another one than before.',
    es: 'La contraseña tiene que ser distinta de la anterior.',
  },
} as const satisfies Record<string, Localised>;
