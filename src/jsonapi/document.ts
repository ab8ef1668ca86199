/** A JSON:API document as the facade sends it. */
export interface Document {
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, string>>;
  readonly data: unknown;
  readonly relationships?: unknown;
  /** The path of what was made, for the header of that name; it is no member. */
  readonly location?: string;
}

/** Leaves out the members that have no value. */
export function withoutAbsent<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<T>; // fewer of the same members
}
