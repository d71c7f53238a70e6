import type { MailContent, MailLanguage, MailMessage } from '../mail';
import type { Letter, Wording } from './letter';
import { english } from './letters-en';
import { spanish } from './letters-es';

const wordings: Readonly<Record<MailLanguage, Wording>> = { es: spanish, en: english };

/** What a letter needs besides its content. */
export interface LetterFacts {
  /** The address that the button leads to; not looked at where the letter has none. */
  readonly link: string;
  /** IANA name of the zone that moments are told in. */
  readonly timeZone: string;
  readonly appUrl: string;
}

/** Writes a mail in one language: subject, and the same content as plain text and as HTML. */
export function writeLetter(
  content: MailContent,
  language: MailLanguage,
  facts: LetterFacts,
): Pick<MailMessage, 'subject' | 'text' | 'html'> {
  const wording = wordings[language];
  const letter = wording.letter(content, (at) => timeFor(wording.locale, facts.timeZone, at));
  return {
    subject: letter.subject,
    text: textOf(letter, wording, facts),
    html: htmlOf(letter, wording, facts, language),
  };
}

/** A moment for people, such as `3 November 2026 at 14:05 CET`. */
function timeFor(locale: string, timeZone: string, at: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return format.format(new Date(at));
}

function textOf({ before, button, after }: Letter, wording: Wording, { link, appUrl }: LetterFacts): string {
  const paragraphs = [
    wording.greeting,
    ...before,
    ...(button === null ? [] : [`${button}:\n${link}`]),
    ...after,
    `${wording.farewell}\nBuscainstrumentos\n${appUrl}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

// colours only where foreground and background come together: the rest takes those of the reader, light or dark
const BODY =
  'margin:0;padding:24px;font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif;font-size:16px;line-height:1.5;color-scheme:light dark';
const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:6px;background-color:#1d4ed8;color:#ffffff;font-weight:600;text-decoration:none';
const LINK = 'color:inherit;text-decoration:underline;word-break:break-all';

function htmlOf(letter: Letter, wording: Wording, facts: LetterFacts, language: MailLanguage): string {
  const link = escaped(facts.link);
  const paragraphs = [
    wording.greeting,
    ...letter.before,
    null,
    ...letter.after,
    `${wording.farewell}\nBuscainstrumentos`,
  ].flatMap((paragraph) => {
    if (paragraph !== null) return [escaped(paragraph).replaceAll('\n', '<br>')];
    if (letter.button === null) return [];
    return [
      `<a href="${link}" style="${BUTTON}">${escaped(letter.button)}</a>`,
      `${escaped(wording.copyLink)}<br><a href="${link}" style="${LINK}">${link}</a>`,
    ];
  });
  const home = escaped(facts.appUrl);
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(letter.subject)}</title>
</head>
<body style="${BODY}">
<div style="max-width:36em;margin:0 auto">
${paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${paragraph}</p>`).join('\n')}
<p style="margin:0"><a href="${home}" style="${LINK}">${home}</a></p>
</div>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
