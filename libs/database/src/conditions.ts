/** The conditions of a WHERE, all of which hold together, with their values numbered as PostgreSQL wants them. */
export class Conditions {
  readonly all: string[] = [];
  readonly values: unknown[] = [];

  /**
   * Adds a condition; without a value (`undefined`) there is nothing to ask for, and nothing is added.
   *
   * @param sql each `?` in it stands for the value
   */
  add(sql: string, value: unknown): this {
    if (value === undefined) return this;
    this.values.push(value);
    this.all.push(sql.replaceAll('?', `$${this.values.length}`));
    return this;
  }

  /** Adds a condition that needs no value. */
  require(sql: string): this {
    this.all.push(sql);
    return this;
  }
}
