import type { MailContent } from '../mail';
import { writeLetter } from './write-letter';

const LINK = 'https://www.example.org/reset?a=1&token=abc';
const AT = '2026-11-03T13:05:00Z';
const facts = { link: LINK, timeZone: 'Europe/Madrid', appUrl: 'https://www.example.org' };

const contents: MailContent[] = [
  { kind: 'password_reset', link: LINK, minutes: 30 },
  { kind: 'email_verification', link: LINK, hours: 24 },
  { kind: 'account_exists' },
  { kind: 'account_created', link: LINK, hours: 1 },
  { kind: 'token_reuse', at: AT, ip: '203.0.113.7', knownIp: null },
  { kind: 'password_changed', at: AT, ip: '203.0.113.7' },
  { kind: 'email_changed', at: AT, ip: '203.0.113.7' },
  { kind: 'api_key_created', name: 'nightly', prefix: 'abcdefgh', at: AT, ip: '203.0.113.7' },
];
const all = contents.flatMap((content) =>
  (['es', 'en'] as const).map((language) => [content.kind, language, content] as const),
);

/** What somebody reads in HTML. */
function readable(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  const texts = body.replace(/<[^>]*>/g, ' ').replace(/&#39;/g, "'");
  return texts.replaceAll('&amp;', '&').replace(/\s+/g, ' ');
}

describe('a letter', () => {
  it.each(all)('says the same as text and as HTML: %s in %s', (_kind, language, content) => {
    const { subject, text, html } = writeLetter(content, language, facts);
    expect(subject).toMatch(/^\p{Lu}[^\r\n]{5,70}$/u);
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html).toContain(`<html lang="${language}">`);
    const seen = readable(html);
    for (const line of text.split('\n').filter((one) => one !== '')) {
      expect(seen).toContain(line.replace(/:$/, ''));
    }
  });

  it.each(all)('shows its link as a button and as text: %s in %s', (_kind, language, content) => {
    const { text, html } = writeLetter(content, language, facts);
    const count = 'link' in content ? 1 : 0;
    expect(text.split(LINK).length - 1).toBe(count);
    const escaped = LINK.replaceAll('&', '&amp;');
    expect(html.split(`href="${escaped}"`).length - 1).toBe(2 * count);
    expect(html.split(`>${escaped}<`).length - 1).toBe(count);
  });

  it.each(all)('loads nothing and styles inline only: %s in %s', (_kind, language, content) => {
    const { html } = writeLetter(content, language, facts);
    expect(html).not.toMatch(/<(style|img|link|script|iframe|form)\b|\bsrc=|url\(|\bon[a-z]+=/i);
  });

  it.each(all)('says what to do if it was not you: %s in %s', (_kind, language, content) => {
    const { text } = writeLetter(content, language, facts);
    expect(text).toMatch(language === 'es' ? /\bSi no\b/ : /\bIf (not|it was not|you did not)\b/);
  });

  it('tells moments in the zone of the product, for people', () => {
    const content: MailContent = { kind: 'password_changed', at: AT, ip: null };
    const es = writeLetter(content, 'es', facts).text;
    expect(es).toMatch(/3 de noviembre de 2026.{1,8}14:05 CET/);
    expect(writeLetter(content, 'en', facts).text).toMatch(/3 November 2026.{1,8}14:05 CET/);
    expect(es).not.toContain('null');
  });

  it('counts in good grammar', () => {
    const hours = (n: number): string =>
      writeLetter({ kind: 'account_created', link: LINK, hours: n }, 'es', facts).text;
    expect(hours(1)).toContain('1 hora.');
    expect(hours(48)).toContain('48 horas.');
  });

  it('lets no value be markup', () => {
    const evil = `"'><script>alert(1)</script>&amp;`;
    const html = [
      writeLetter({ kind: 'password_changed', at: AT, ip: evil }, 'es', facts).html,
      writeLetter({ kind: 'password_reset', link: evil, minutes: 1 }, 'en', { ...facts, link: evil }).html,
      writeLetter({ kind: 'account_exists' }, 'en', { ...facts, appUrl: evil }).html,
    ].join('');
    expect(html).not.toContain('<script');
    expect(html).toContain('&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;');
  });
});
