import { PASSWORD_FAULT_TEXTS } from './password-fault-texts';
import type { ProblemKind } from './problem-kind';

/** Errors about who somebody is and what he may do. */
export const accountCatalogue = {
  'access.closed': {
    status: 403,
    title: { en: 'Closed', es: 'Cerrado' },
    detail: { en: 'Nobody may come in at this address.', es: 'Nadie puede entrar en esta dirección.' },
  },
  'access.cross_site': {
    status: 403,
    title: { en: 'Cross-site request', es: 'Petición de otro sitio' },
    detail: {
      en: 'Requests with cookies come from an allowed origin, as JSON, with the header X-CSRF: 1.',
      es: 'Las peticiones con cookies llegan de un origen permitido, en JSON y con la cabecera X-CSRF: 1.',
    },
  },
  'access.password_change_required': {
    status: 403,
    title: { en: 'Password change required', es: 'Hay que cambiar la contraseña' },
    detail: { en: 'Choose another password first.', es: 'Elige antes otra contraseña.' },
  },
  'access.permission_missing': {
    status: 403,
    title: { en: 'Permission missing', es: 'Falta un permiso' },
    detail: { en: 'This needs the permission {permission}.', es: 'Esto requiere el permiso {permission}.' },
  },
  'access.session_required': {
    status: 403,
    title: { en: 'For people only', es: 'Solo para personas' },
    detail: {
      en: 'This address is for people who are signed in, not for API keys.',
      es: 'Esta dirección es para personas con la sesión iniciada, no para claves de API.',
    },
  },
  'access.sign_in_required': {
    status: 401,
    title: { en: 'Sign-in required', es: 'Hay que iniciar sesión' },
    detail: {
      en: 'This address needs an access token or an API key.',
      es: 'Esta dirección requiere un token de acceso o una clave de API.',
    },
  },
  'account.link_invalid': {
    status: 400,
    title: { en: 'Link not valid', es: 'Enlace no válido' },
    detail: {
      en: 'The link is invalid, has been used or has run out: ask for another one.',
      es: 'El enlace no es válido, ya se usó o ha caducado: pide otro.',
    },
  },
  'account.not_invitable': {
    status: 409,
    title: { en: 'Nobody to invite', es: 'Nadie a quien invitar' },
    detail: {
      en: 'Only an active account that has no password yet can be invited.',
      es: 'Solo se puede invitar a una cuenta activa que todavía no tiene contraseña.',
    },
  },
  'account.own_email': {
    status: 403,
    title: { en: 'Your own e-mail', es: 'Tu propio correo' },
    detail: {
      en: 'Change your own e-mail address with the present password, at /api/v1/me.',
      es: 'Cambia tu propia dirección de correo con la contraseña actual, en /api/v1/me.',
    },
  },
  'account.own_password': {
    status: 403,
    title: { en: 'Your own password', es: 'Tu propia contraseña' },
    detail: {
      en: 'Change your own password with the present one, at /api/v1/auth/password.',
      es: 'Cambia tu propia contraseña con la actual, en /api/v1/auth/password.',
    },
  },
  'account.registration_closed': {
    status: 403,
    title: { en: 'Registration closed', es: 'Registro cerrado' },
    detail: {
      en: 'Nobody can make an account here: ask an administrator for one.',
      es: 'Aquí nadie puede crearse una cuenta: pídesela a un administrador.',
    },
  },
  'account.wrong_password': {
    status: 400,
    title: { en: 'Wrong password', es: 'Contraseña incorrecta' },
    detail: { en: 'This is not the password of the account.', es: 'No es la contraseña de la cuenta.' },
  },
  'auth.busy': {
    status: 503,
    title: { en: 'Busy', es: 'Ocupado' },
    detail: {
      en: 'The session is busy now: try again in a moment.',
      es: 'La sesión está ocupada ahora: inténtalo de nuevo en un momento.',
    },
  },
  'auth.invalid_credentials': {
    status: 401,
    title: { en: 'Invalid credentials', es: 'Credenciales no válidas' },
    detail: {
      en: 'No active account matches these credentials.',
      es: 'Ninguna cuenta activa coincide con estas credenciales.',
    },
  },
  'auth.session_not_found': {
    status: 404,
    title: { en: 'No such session', es: 'No existe la sesión' },
    detail: { en: 'There is no such open session.', es: 'No hay ninguna sesión abierta así.' },
  },
  'auth.throttled': {
    status: 429,
    title: { en: 'Too many attempts', es: 'Demasiados intentos' },
    detail: {
      en: 'Too many attempts: try again in {retry_after} seconds.',
      es: 'Demasiados intentos: prueba otra vez dentro de {retry_after} segundos.',
    },
  },
  'auth.token_invalid': {
    status: 401,
    title: { en: 'Invalid token', es: 'Token no válido' },
    detail: {
      en: 'The token is invalid or has expired: sign in again.',
      es: 'El token no es válido o ha caducado: inicia sesión de nuevo.',
    },
  },
  'auth.token_not_found': {
    status: 404,
    title: { en: 'No such token', es: 'No existe el token' },
    detail: { en: 'There is no such token.', es: 'No existe ese token.' },
  },
  'auth.token_reused': {
    status: 401,
    title: { en: 'Token used before', es: 'Token ya usado' },
    detail: {
      en: 'The refresh token was used before: the session has been ended for safety, sign in again.',
      es: 'El token de renovación ya se había usado: la sesión se ha cerrado por seguridad, iníciala de nuevo.',
    },
  },
  'filters.foreign': {
    status: 403,
    title: { en: 'Not your filter', es: 'El filtro no es tuyo' },
    detail: {
      en: 'This saved filter belongs to somebody else: save one of your own.',
      es: 'Este filtro guardado es de otra persona: guarda uno propio.',
    },
  },
  'filters.name_taken': {
    status: 409,
    title: { en: 'Name taken', es: 'Nombre ocupado' },
    detail: {
      en: 'You have a filter "{name}" for this list already.',
      es: 'Ya tienes un filtro «{name}» para esta lista.',
    },
  },
  'filters.too_many': {
    status: 409,
    title: { en: 'Too many filters', es: 'Demasiados filtros' },
    detail: {
      en: 'Nobody saves more than {most} filters for a list: delete some.',
      es: 'Nadie guarda más de {most} filtros para una lista: borra algunos.',
    },
  },
  'filters.unknown': {
    status: 404,
    title: { en: 'No such saved filter', es: 'No existe el filtro' },
    detail: { en: 'There is no such saved filter.', es: 'No existe ese filtro guardado.' },
  },
  'groups.invalid_name': {
    status: 400,
    title: { en: 'Invalid name', es: 'Nombre no válido' },
    detail: {
      en: 'The name of a group has up to 60 lower case letters, digits and single hyphens.',
      es: 'El nombre de un grupo tiene hasta 60 letras minúsculas, cifras y guiones sueltos.',
    },
  },
  'groups.name_taken': {
    status: 409,
    title: { en: 'Name taken', es: 'Nombre ocupado' },
    detail: { en: 'There is a group "{group}" already.', es: 'Ya hay un grupo «{group}».' },
  },
  'groups.unknown': {
    status: 404,
    title: { en: 'No such group', es: 'No existe el grupo' },
    detail: { en: 'There is no group "{group}".', es: 'No hay ningún grupo «{group}».' },
  },
  'passwords.busy': {
    status: 503,
    title: { en: 'Busy', es: 'Ocupado' },
    detail: {
      en: 'Too many passwords are being checked now: try again in a moment.',
      es: 'Se están comprobando demasiadas contraseñas: inténtalo de nuevo en un momento.',
    },
  },
  'passwords.refused': {
    status: 400,
    title: { en: 'Password refused', es: 'Contraseña rechazada' },
    detail: { en: '{faults}', es: '{faults}' },
    words: PASSWORD_FAULT_TEXTS,
  },
  'rights.not_held': {
    status: 403,
    title: { en: 'Beyond your rights', es: 'Más allá de tus permisos' },
    detail: {
      en: 'This reaches further than your own permissions.',
      es: 'Esto llega más lejos que tus propios permisos.',
    },
  },
  'rights.own': {
    status: 403,
    title: { en: 'Your own rights', es: 'Tus propios permisos' },
    detail: {
      en: 'Nobody widens his own permissions: somebody else has to do it.',
      es: 'Nadie amplía sus propios permisos: ha de hacerlo otra persona.',
    },
  },
  'rights.superuser_only': {
    status: 403,
    title: { en: 'Superusers only', es: 'Solo superusuarios' },
    detail: { en: 'Only a superuser may do this.', es: 'Solo un superusuario puede hacer esto.' },
  },
  'rights.unknown_permission': {
    status: 400,
    title: { en: 'No such permission', es: 'No existe el permiso' },
    detail: {
      en: 'There is no such permission: {unknown}.',
      es: 'No existe ese permiso: {unknown}.',
    },
  },
  'users.email_taken': {
    status: 409,
    title: { en: 'E-mail taken', es: 'Correo ocupado' },
    detail: {
      en: 'Another user has this e-mail address.',
      es: 'Otro usuario tiene esta dirección de correo.',
    },
  },
  'users.invalid': {
    status: 400,
    title: { en: 'Invalid detail', es: 'Dato no válido' },
    detail: { en: 'A detail of the account cannot be so.', es: 'Un dato de la cuenta no puede ser así.' },
  },
  'users.invalid_email': {
    status: 400,
    title: { en: 'Invalid e-mail', es: 'Correo no válido' },
    detail: {
      en: 'This is no e-mail address: write it as name@example.org, in ASCII characters.',
      es: 'Esto no es una dirección de correo: escríbela como nombre@example.org, en caracteres ASCII.',
    },
  },
  'users.last_superuser': {
    status: 409,
    title: { en: 'Last superuser', es: 'Último superusuario' },
    detail: {
      en: 'This is the last active superuser: make another one first.',
      es: 'Es el último superusuario activo: crea antes otro.',
    },
  },
  'users.unknown': {
    status: 404,
    title: { en: 'No such user', es: 'No existe el usuario' },
    detail: { en: 'There is no such user.', es: 'No existe ese usuario.' },
  },
} as const satisfies Record<string, ProblemKind>;
