/** What is said about a link. */
export class LinkBody {
  /** `false`: used, run out, void, or none at all. */
  readonly good: boolean;
}

/** Shows whether a link is good. */
export function toLinkBody(good: boolean): LinkBody {
  return { good };
}
