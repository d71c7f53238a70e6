import type { MailContent } from '../mail';
import { counted, type Letter, type Wording } from './letter';

const UNKNOWN = 'unknown';

function letter(content: MailContent, time: (at: string) => string): Letter {
  switch (content.kind) {
    case 'password_reset':
      return {
        subject: 'Choose another password',
        before: ['Somebody, we hope you, has asked for another password for your Buscainstrumentos account.'],
        button: 'Choose another password',
        after: [
          `The link works once and for ${counted(content.minutes, 'minute', 'minutes')}.`,
          'If you did not ask for it, do nothing: your password stays as it is.',
        ],
      };
    case 'email_verification':
      return {
        subject: 'Confirm your e-mail address',
        before: [
          'Thank you for making an account at Buscainstrumentos. Please confirm that this address is yours.',
        ],
        button: 'Confirm my address',
        after: [
          `The link works once and for ${counted(content.hours, 'hour', 'hours')}.`,
          'If you did not make an account, do nothing: it cannot be used unconfirmed.',
        ],
      };
    case 'account_exists':
      return {
        subject: 'You already have an account',
        before: [
          'Somebody has tried to make an account at Buscainstrumentos with this address, which has one already.',
          'If it was you, sign in with your usual password. If you do not remember it, ask for another one on the sign-in page.',
          'If it was not you, do nothing: nobody has entered your account, and nothing in it has changed.',
        ],
        button: null,
        after: [],
      };
    case 'account_created':
      return {
        subject: 'You have an account at Buscainstrumentos',
        before: [
          'We have made an account for you at Buscainstrumentos. Please choose its password to begin.',
        ],
        button: 'Choose my password',
        after: [
          `The link works once and for ${counted(content.hours, 'hour', 'hours')}.`,
          'If you did not expect this message, do nothing: nobody can enter the account without a password.',
        ],
      };
    case 'token_reuse':
      return {
        subject: 'We have closed one of your sessions for safety',
        before: [
          `A credential of one of your sessions, already replaced by another, was used again on ${time(content.at)}. Somebody may have copied it, so we have closed that session.`,
          `Address that it was used from: ${content.ip ?? UNKNOWN}.`,
          `Last known address of the session: ${content.knownIp ?? UNKNOWN}.`,
          'If you know both of them, just sign in again. If not, sign in, change your password and end your other sessions.',
        ],
        button: null,
        after: [],
      };
    case 'password_changed':
      return {
        subject: 'Your password has changed',
        before: [
          `The password of your Buscainstrumentos account was changed on ${time(content.at)}.`,
          ...(content.ip === null ? [] : [`Address that it was changed from: ${content.ip}.`]),
          'If it was you, do nothing. If not, ask for another password on the sign-in page at once, and tell us.',
        ],
        button: null,
        after: [],
      };
    case 'email_changed':
      return {
        subject: 'Your e-mail address has changed',
        before: [
          `Your Buscainstrumentos account was given another e-mail address on ${time(content.at)}. We write to this one no more.`,
          ...(content.ip === null ? [] : [`Address that it was changed from: ${content.ip}.`]),
          'If it was you, do nothing. If not, tell us at once: whoever has the new address can ask for another password.',
        ],
        button: null,
        after: [],
      };
    case 'api_key_created':
      return {
        subject: 'Your account has a new API key',
        before: [
          `An API key was made for your Buscainstrumentos account on ${time(content.at)}: bik_${content.prefix}… (${content.name}). A program can use it in your name.`,
          ...(content.ip === null ? [] : [`Address that it was made from: ${content.ip}.`]),
          'If you know of it, do nothing. If not, tell us at once, and change your password.',
        ],
        button: null,
        after: [],
      };
  }
}

/** In English. */
export const english: Wording = {
  locale: 'en-GB',
  greeting: 'Hello,',
  copyLink: 'If the button does not work, copy this address into your browser:',
  farewell: 'Kind regards,',
  letter,
};
