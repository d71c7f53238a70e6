/** A text in the two languages of the API; `{name}` stands for a parameter of the error. */
export interface Localised {
  readonly en: string;
  readonly es: string;
}

/** What an error code of the API means. */
export interface ProblemKind {
  readonly status: number;
  readonly title: Localised;
  /** What the caller can do about it. */
  readonly detail: Localised;
  /** What the values of a list among the parameters mean, where they are codes; a sentence each. */
  readonly words?: Readonly<Record<string, Localised>>;
}
