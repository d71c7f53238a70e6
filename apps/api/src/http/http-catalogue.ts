import type { ProblemKind } from './problem-kind';

/** Errors of HTTP itself, and of the database behind it. */
export const httpCatalogue = {
  'http.bad_request': {
    status: 400,
    title: { en: 'Malformed request', es: 'Petición mal formada' },
    detail: {
      en: 'The request could not be read: check its path, headers and body.',
      es: 'No se ha podido leer la petición: revisa la ruta, las cabeceras y el cuerpo.',
    },
  },
  'http.address_unreadable': {
    status: 400,
    title: { en: 'Unreadable address', es: 'Dirección ilegible' },
    detail: {
      en: 'The address has characters that have to be percent-encoded as UTF-8: é is %C3%A9, a space %20.',
      es: 'La dirección tiene caracteres que hay que codificar con porcentaje en UTF-8: é es %C3%A9, un espacio %20.',
    },
  },
  'http.invalid_fields': {
    status: 400,
    title: { en: 'Invalid fields', es: 'Campos no válidos' },
    detail: {
      en: 'Something in the request is missing, unknown or unusable.',
      es: 'En la petición falta algo, o algo no se conoce o no sirve.',
    },
  },
  'http.body_too_complex': {
    status: 400,
    title: { en: 'Body too complex', es: 'Cuerpo demasiado complejo' },
    detail: {
      en: 'The body has more than 2,500 values or more than 8 levels.',
      es: 'El cuerpo tiene más de 2500 valores o más de 8 niveles.',
    },
  },
  'http.not_acceptable': {
    status: 406,
    title: { en: 'Not acceptable', es: 'Formato no disponible' },
    detail: {
      en: 'This address answers {types}, and Accept names none of them.',
      es: 'Esta dirección responde {types}, y Accept no nombra ninguno.',
    },
  },
  'http.not_found': {
    status: 404,
    title: { en: 'Not found', es: 'No encontrado' },
    detail: { en: 'There is nothing at this address.', es: 'No hay nada en esta dirección.' },
  },
  'http.method_not_allowed': {
    status: 405,
    title: { en: 'Method not allowed', es: 'Método no permitido' },
    detail: {
      en: 'This address does not take this method; the Allow header lists those it takes.',
      es: 'Esta dirección no admite este método; la cabecera Allow enumera los que admite.',
    },
  },
  'http.timeout': {
    status: 408,
    title: { en: 'Request timeout', es: 'Tiempo de espera agotado' },
    detail: {
      en: 'The request took too long to arrive.',
      es: 'La petición ha tardado demasiado en llegar.',
    },
  },
  'http.body_too_large': {
    status: 413,
    title: { en: 'Body too large', es: 'Cuerpo demasiado grande' },
    detail: { en: 'The body may hold 1 MiB at most.', es: 'El cuerpo puede ocupar 1 MiB como máximo.' },
  },
  'http.uri_too_long': {
    status: 414,
    title: { en: 'Address too long', es: 'Dirección demasiado larga' },
    detail: { en: 'The address may hold 8 KiB at most.', es: 'La dirección puede ocupar 8 KiB como máximo.' },
  },
  'http.unsupported_media_type': {
    status: 415,
    title: { en: 'Unsupported media type', es: 'Tipo de contenido no admitido' },
    detail: {
      en: 'The body is of a type that this address does not take.',
      es: 'El cuerpo es de un tipo que esta dirección no admite.',
    },
  },
  'http.precondition_required': {
    status: 428,
    title: { en: 'Precondition required', es: 'Falta la precondición' },
    detail: {
      en: 'Say in If-Match which version is to be changed: its ETag.',
      es: 'Indica en If-Match qué versión hay que cambiar: su ETag.',
    },
  },
  'http.too_many_requests': {
    status: 429,
    title: { en: 'Too many requests', es: 'Demasiadas peticiones' },
    detail: {
      en: 'Too many requests in a short time: wait for the seconds of Retry-After.',
      es: 'Demasiadas peticiones en poco tiempo: espera los segundos de Retry-After.',
    },
  },
  'http.headers_too_large': {
    status: 431,
    title: { en: 'Headers too large', es: 'Cabeceras demasiado grandes' },
    detail: {
      en: 'The headers may hold 16 KiB at most.',
      es: 'Las cabeceras pueden ocupar 16 KiB como máximo.',
    },
  },
  'http.internal': {
    status: 500,
    title: { en: 'Internal error', es: 'Error interno' },
    detail: {
      en: 'Something went wrong on our side; the log knows it under this request id.',
      es: 'Algo ha fallado por nuestra parte; consta en el registro con este identificador de petición.',
    },
  },
  // of Nginx, which explains what it answers itself by these
  'http.bad_gateway': {
    status: 502,
    title: { en: 'No answer', es: 'Sin respuesta' },
    detail: {
      en: 'The server behind this one does not answer now: try again in a moment.',
      es: 'El servidor que hay detrás no responde ahora: inténtalo de nuevo en un momento.',
    },
  },
  'http.gateway_timeout': {
    status: 504,
    title: { en: 'No answer in time', es: 'Sin respuesta a tiempo' },
    detail: {
      en: 'The server behind this one took too long: try again in a moment.',
      es: 'El servidor que hay detrás ha tardado demasiado: inténtalo de nuevo en un momento.',
    },
  },
  'database.unavailable': {
    status: 503,
    title: { en: 'Temporarily unavailable', es: 'No disponible temporalmente' },
    detail: {
      en: 'The database is not available now: try again in a moment.',
      es: 'La base de datos no está disponible ahora: inténtalo de nuevo en un momento.',
    },
  },
  'database.full': {
    status: 503,
    title: { en: 'No room left', es: 'Sin espacio' },
    detail: {
      en: 'The database has no room left: nothing was changed. Reading goes on.',
      es: 'La base de datos no tiene más espacio: no se ha cambiado nada. Se puede seguir consultando.',
    },
  },
  'database.timeout': {
    status: 503,
    title: { en: 'Took too long', es: 'Ha tardado demasiado' },
    detail: {
      en: 'The request took too long and was given up: ask for less, or try again in a moment.',
      es: 'La petición ha tardado demasiado y se ha abandonado: pide menos o inténtalo de nuevo en un momento.',
    },
  },
  'lists.invalid_cursor': {
    status: 400,
    title: { en: 'Invalid cursor', es: 'Cursor no válido' },
    detail: {
      en: 'This cursor is not of this list in this order: start the walk again.',
      es: 'Este cursor no es de esta lista en este orden: empieza de nuevo el recorrido.',
    },
  },
  'lists.mixed_paging': {
    status: 400,
    title: { en: 'Mixed paging', es: 'Paginación mezclada' },
    detail: {
      en: 'Give page and per_page, or limit and cursor, not both.',
      es: 'Indica page y per_page, o limit y cursor, no ambas cosas.',
    },
  },
  'lists.too_deep': {
    status: 400,
    title: { en: 'Page too deep', es: 'Página demasiado lejana' },
    detail: {
      en: 'Pages reach 10,000 rows; walk further with limit and cursor.',
      es: 'Las páginas alcanzan 10 000 filas; sigue más allá con limit y cursor.',
    },
  },
} as const satisfies Record<string, ProblemKind>;
