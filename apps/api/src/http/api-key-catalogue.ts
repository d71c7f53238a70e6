import type { ProblemKind } from './problem-kind';

/** Errors about the keys of programs. */
export const apiKeyCatalogue = {
  'apikeys.invalid': {
    status: 400,
    title: { en: 'Invalid API key', es: 'Clave de API no válida' },
    detail: { en: '{fields}', es: '{fields}' },
    words: {
      name: {
        en: 'The name of an API key has 1 to 100 characters, without line ends.',
        es: 'El nombre de una clave de API tiene de 1 a 100 caracteres, sin saltos de línea.',
      },
      permissions: {
        en: 'An API key has at least one permission, and none that its owner lacks.',
        es: 'Una clave de API tiene al menos un permiso, y ninguno que le falte a su dueño.',
      },
      expires_at: {
        en: 'An API key expires in the future.',
        es: 'Una clave de API caduca en el futuro.',
      },
    },
  },
  'apikeys.people_only': {
    status: 400,
    title: { en: 'For people only', es: 'Solo para personas' },
    detail: {
      en: 'No API key can use these permissions, which are for people only: {permissions}.',
      es: 'Ninguna clave de API puede usar estos permisos, que son solo para personas: {permissions}.',
    },
  },
  'apikeys.revoked': {
    status: 409,
    title: { en: 'API key revoked', es: 'Clave de API revocada' },
    detail: {
      en: 'This API key has been revoked: make another one.',
      es: 'Esta clave de API se ha revocado: crea otra.',
    },
  },
  'apikeys.unknown': {
    status: 404,
    title: { en: 'No such API key', es: 'No existe la clave de API' },
    detail: { en: 'There is no such API key.', es: 'No existe esa clave de API.' },
  },
} as const satisfies Record<string, ProblemKind>;
