/** A text, and the values of its parameters. */
export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
}
