import type { MailContent } from '../mail';
import { counted, type Letter, type Wording } from './letter';

const UNKNOWN = 'desconocida';

function letter(content: MailContent, time: (at: string) => string): Letter {
  switch (content.kind) {
    case 'password_reset':
      return {
        subject: 'Elige otra contraseña',
        before: ['Alguien, esperamos que tú, ha pedido otra contraseña para tu cuenta de Buscainstrumentos.'],
        button: 'Elegir otra contraseña',
        after: [
          `El enlace sirve una sola vez y durante ${counted(content.minutes, 'minuto', 'minutos')}.`,
          'Si no la has pedido tú, no hagas nada: tu contraseña sigue siendo la misma.',
        ],
      };
    case 'email_verification':
      return {
        subject: 'Confirma tu dirección de correo',
        before: [
          'Gracias por crear una cuenta en Buscainstrumentos. Por favor, confirma que esta dirección es tuya.',
        ],
        button: 'Confirmar mi dirección',
        after: [
          `El enlace sirve una sola vez y durante ${counted(content.hours, 'hora', 'horas')}.`,
          'Si no has creado ninguna cuenta, no hagas nada: sin confirmar no se puede usar.',
        ],
      };
    case 'account_exists':
      return {
        subject: 'Ya tienes una cuenta',
        before: [
          'Alguien ha intentado crear una cuenta en Buscainstrumentos con esta dirección, que ya tiene una.',
          'Si has sido tú, entra con tu contraseña de siempre. Si no la recuerdas, pide otra en la página de entrada.',
          'Si no has sido tú, no hagas nada: nadie ha entrado en tu cuenta y nada ha cambiado en ella.',
        ],
        button: null,
        after: [],
      };
    case 'account_created':
      return {
        subject: 'Tienes una cuenta en Buscainstrumentos',
        before: [
          'Hemos creado una cuenta para ti en Buscainstrumentos. Por favor, elige su contraseña para empezar.',
        ],
        button: 'Elegir mi contraseña',
        after: [
          `El enlace sirve una sola vez y durante ${counted(content.hours, 'hora', 'horas')}.`,
          'Si no esperabas este mensaje, no hagas nada: sin contraseña nadie puede entrar en la cuenta.',
        ],
      };
    case 'token_reuse':
      return {
        subject: 'Hemos cerrado una sesión tuya por seguridad',
        before: [
          `Una credencial ya sustituida de una de tus sesiones se ha vuelto a usar el ${time(content.at)}. Puede que alguien la haya copiado, así que hemos cerrado esa sesión.`,
          `Dirección desde la que se ha usado: ${content.ip ?? UNKNOWN}.`,
          `Última dirección conocida de la sesión: ${content.knownIp ?? UNKNOWN}.`,
          'Si reconoces las dos, basta con que vuelvas a entrar. Si no, entra, cambia tu contraseña y cierra las demás sesiones.',
        ],
        button: null,
        after: [],
      };
    case 'password_changed':
      return {
        subject: 'Tu contraseña ha cambiado',
        before: [
          `La contraseña de tu cuenta de Buscainstrumentos se ha cambiado el ${time(content.at)}.`,
          ...(content.ip === null ? [] : [`Dirección desde la que se ha cambiado: ${content.ip}.`]),
          'Si has sido tú, no hagas nada. Si no, pide otra contraseña en la página de entrada cuanto antes y avísanos.',
        ],
        button: null,
        after: [],
      };
    case 'email_changed':
      return {
        subject: 'Tu dirección de correo ha cambiado',
        before: [
          `Tu cuenta de Buscainstrumentos tiene otra dirección de correo desde el ${time(content.at)}. A esta ya no te escribiremos.`,
          ...(content.ip === null ? [] : [`Dirección desde la que se ha cambiado: ${content.ip}.`]),
          'Si has sido tú, no hagas nada. Si no, avísanos cuanto antes: quien tenga la nueva puede pedir otra contraseña.',
        ],
        button: null,
        after: [],
      };
    case 'api_key_created':
      return {
        subject: 'Tu cuenta tiene una clave de API nueva',
        before: [
          `El ${time(content.at)} se creó una clave de API para tu cuenta de Buscainstrumentos: bik_${content.prefix}… (${content.name}). Un programa puede usarla en tu nombre.`,
          ...(content.ip === null ? [] : [`Dirección desde la que se ha creado: ${content.ip}.`]),
          'Si la conoces, no hagas nada. Si no la conoces, avísanos cuanto antes y cambia tu contraseña.',
        ],
        button: null,
        after: [],
      };
  }
}

/** In Spanish. */
export const spanish: Wording = {
  locale: 'es-ES',
  greeting: 'Hola:',
  copyLink: 'Si el botón no funciona, copia esta dirección en tu navegador:',
  farewell: 'Un saludo,',
  letter,
};
