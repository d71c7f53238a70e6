import type { ProblemKind } from './problem-kind';

/** Errors about listings and their imports. */
export const instrumentCatalogue = {
  'bulk.confirmation_needed': {
    status: 422,
    title: { en: 'Confirmation needed', es: 'Falta la confirmación' },
    detail: {
      en: '{matching} listings match: repeat this number in the confirmation.',
      es: 'Coinciden {matching} anuncios: repite ese número en la confirmación.',
    },
  },
  'bulk.count_changed': {
    status: 409,
    title: { en: 'Other listings match now', es: 'Ahora coinciden otros anuncios' },
    detail: {
      en: '{matching} listings match now, not {confirmed}: look at them again.',
      es: 'Ahora coinciden {matching} anuncios, no {confirmed}: revísalos de nuevo.',
    },
  },
  'bulk.ended': {
    status: 409,
    title: { en: 'Job has ended', es: 'La tarea ha terminado' },
    detail: { en: 'The job has ended already: {state}.', es: 'La tarea ya ha terminado: {state}.' },
  },
  'bulk.nothing_matches': {
    status: 422,
    title: { en: 'Nothing matches', es: 'No coincide nada' },
    detail: {
      en: 'No listing matches: there is nothing to change.',
      es: 'No coincide ningún anuncio: no hay nada que cambiar.',
    },
  },
  'bulk.too_many': {
    status: 422,
    title: { en: 'Too many listings', es: 'Demasiados anuncios' },
    detail: {
      en: 'More than {most} listings match: choose fewer.',
      es: 'Coinciden más de {most} anuncios: elige menos.',
    },
  },
  'bulk.unknown': {
    status: 404,
    title: { en: 'No such job', es: 'No existe la tarea' },
    detail: { en: 'There is no such job.', es: 'No existe esa tarea.' },
  },
  'categories.invalid_label': {
    status: 400,
    title: { en: 'Unusable label', es: 'Etiqueta inservible' },
    detail: {
      en: 'A label has 1 to 200 characters that are not only accents.',
      es: 'Una etiqueta tiene de 1 a 200 caracteres que no son solo acentos.',
    },
  },
  'categories.unknown': {
    status: 404,
    title: { en: 'No such category', es: 'No existe la categoría' },
    detail: { en: 'No category is called so.', es: 'Ninguna categoría se llama así.' },
  },
  'imports.complete_needs_source': {
    status: 400,
    title: { en: 'Source needed', es: 'Falta la fuente' },
    detail: { en: 'A complete import names its source.', es: 'Una importación completa nombra su fuente.' },
  },
  'imports.file_columns': {
    status: 422,
    title: { en: 'Unusable columns', es: 'Columnas inservibles' },
    detail: {
      en: 'The header lacks "name" or "link", or repeats a column.',
      es: 'A la cabecera le falta «name» o «link», o repite una columna.',
    },
  },
  'imports.file_empty': {
    status: 422,
    title: { en: 'Empty file', es: 'Fichero vacío' },
    detail: { en: 'The file holds nothing.', es: 'El fichero no contiene nada.' },
  },
  'imports.file_encoding': {
    status: 422,
    title: { en: 'Unreadable encoding', es: 'Codificación ilegible' },
    detail: { en: 'The file is UTF-16: send UTF-8.', es: 'El fichero está en UTF-16: envíalo en UTF-8.' },
  },
  'imports.file_gzip': {
    status: 422,
    title: { en: 'Unreadable gzip', es: 'Gzip ilegible' },
    detail: { en: 'The file cannot be unpacked.', es: 'El fichero no se puede descomprimir.' },
  },
  'imports.file_json': {
    status: 422,
    title: { en: 'Unreadable JSON', es: 'JSON ilegible' },
    detail: {
      en: 'The file is not a JSON array of objects.',
      es: 'El fichero no es un array JSON de objetos.',
    },
  },
  'imports.file_too_large': {
    status: 413,
    title: { en: 'File too large', es: 'Fichero demasiado grande' },
    detail: {
      en: 'A file has 200,000 rows and 64 MiB at most.',
      es: 'Un fichero tiene como máximo 200 000 filas y 64 MiB.',
    },
  },
  'imports.idempotency_busy': {
    status: 409,
    title: { en: 'Still being read', es: 'Todavía se está leyendo' },
    detail: {
      en: 'The file that came first under this Idempotency-Key is still being read: try again in a moment.',
      es: 'El fichero que llegó primero con esta Idempotency-Key todavía se está leyendo: inténtalo en un momento.',
    },
  },
  'imports.idempotency_mismatch': {
    status: 422,
    title: { en: 'Key of another import', es: 'Clave de otra importación' },
    detail: {
      en: 'This Idempotency-Key was used for another file or with other parameters: take a new one for each import.',
      es: 'Esta Idempotency-Key se usó para otro fichero o con otros parámetros: usa una nueva en cada importación.',
    },
  },
  'imports.interrupted': {
    status: 503,
    title: { en: 'Interrupted', es: 'Interrumpida' },
    detail: {
      en: 'The import was interrupted: send the file again.',
      es: 'La importación se interrumpió: envía el fichero de nuevo.',
    },
  },
  'imports.not_in_review': {
    status: 409,
    title: { en: 'Not in review', es: 'No está en revisión' },
    detail: {
      en: 'The import does not need review: it is {state}.',
      es: 'La importación no necesita revisión: su estado es {state}.',
    },
  },
  'imports.source_busy': {
    status: 409,
    title: { en: 'Source busy', es: 'Fuente ocupada' },
    detail: {
      en: 'Another import of this source is running.',
      es: 'Hay otra importación de esta fuente en marcha.',
    },
  },
  'imports.source_missing': {
    status: 400,
    title: { en: 'Source missing', es: 'Falta la fuente' },
    detail: {
      en: 'Neither the request nor the file says where the rows come from.',
      es: 'Ni la petición ni el fichero dicen de dónde vienen las filas.',
    },
  },
  'imports.superseded': {
    status: 409,
    title: { en: 'A later import came', es: 'Hay una importación posterior' },
    detail: {
      en: 'Import {run} of the same source came later: only the last one can be approved.',
      es: 'La importación {run} de la misma fuente es posterior: solo se puede aprobar la última.',
    },
  },
  'imports.unknown': {
    status: 404,
    title: { en: 'No such import', es: 'No existe la importación' },
    detail: { en: 'There is no such import.', es: 'No existe esa importación.' },
  },
  'instruments.exports_busy': {
    status: 503,
    title: { en: 'Other exports run', es: 'Hay otras exportaciones en curso' },
    detail: {
      en: 'Other exports are being read: try again in some seconds.',
      es: 'Se están leyendo otras exportaciones: inténtalo de nuevo en unos segundos.',
    },
  },
  'instruments.gone': {
    status: 410,
    title: { en: 'Listing removed', es: 'Anuncio retirado' },
    detail: {
      en: 'The listing was removed at {removed_at}.',
      es: 'El anuncio se retiró el {removed_at}.',
    },
  },
  'instruments.link_taken': {
    status: 409,
    title: { en: 'Link taken', es: 'Enlace ocupado' },
    detail: {
      en: 'Listing {instrument} has this link already.',
      es: 'El anuncio {instrument} ya tiene este enlace.',
    },
  },
  'instruments.stale': {
    status: 412,
    title: { en: 'Changed meanwhile', es: 'Cambiado entretanto' },
    detail: {
      en: 'The listing has changed meanwhile: read it again, and send its new ETag.',
      es: 'El anuncio ha cambiado entretanto: léelo de nuevo y envía su nuevo ETag.',
    },
  },
  'instruments.unknown': {
    status: 404,
    title: { en: 'No such listing', es: 'No existe el anuncio' },
    detail: { en: 'There is no such listing.', es: 'No existe ese anuncio.' },
  },
  'sources.invalid': {
    status: 400,
    title: { en: 'Unusable setting', es: 'Ajuste inservible' },
    detail: {
      en: 'A source cannot have this setting.',
      es: 'Una fuente no puede tener este ajuste.',
    },
  },
  'sources.taken': {
    status: 409,
    title: { en: 'Source there already', es: 'La fuente ya existe' },
    detail: { en: 'There is a source {source} already.', es: 'Ya existe una fuente {source}.' },
  },
  'sources.unknown': {
    status: 404,
    title: { en: 'No such source', es: 'No existe la fuente' },
    detail: { en: 'No source is called so.', es: 'Ninguna fuente se llama así.' },
  },
  'legacy.invalid_page': {
    status: 404,
    title: { en: 'Invalid page', es: 'Página no válida' },
    detail: {
      en: 'The page is no number or out of range; the old doors answer it as {"detail": "Invalid page."}.',
      es: 'La página no es un número o está fuera de rango; las direcciones antiguas responden {"detail": "Invalid page."}.',
    },
  },
} as const satisfies Record<string, ProblemKind>;
