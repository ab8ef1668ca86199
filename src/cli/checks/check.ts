/** What was looked at, and whether it is as it should be. */
export interface Check {
  readonly name: string;
  /** Null where it could not be looked at here. */
  readonly holds: boolean | null;
  readonly detail: string;
}
