import type { MailContent } from '../mail';

/** What a mail says, before it becomes text and HTML: both are made of this and of nothing else. */
export interface Letter {
  readonly subject: string;
  /** Paragraphs in front of the link. */
  readonly before: readonly string[];
  /** The words on the button; `null`: the letter has none. */
  readonly button: string | null;
  /** Paragraphs behind it. */
  readonly after: readonly string[];
}

/** The letters of one language. */
export interface Wording {
  readonly locale: string;
  readonly greeting: string;
  /** Stands before the address that the button leads to. */
  readonly copyLink: string;
  readonly farewell: string;
  /** Words the content; `time` writes a moment for people. */
  readonly letter: (content: MailContent, time: (at: string) => string) => Letter;
}

/** A number with its noun. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
