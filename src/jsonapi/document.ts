/** Where the description of everything under `/api` is, an OpenAPI document. */
export const DESCRIPTION_PATH = "/api/openapi.json";

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
  const present: Partial<T> = {};
  for (const name of Object.keys(members) as (keyof T)[]) {
    const value = members[name];
    if (value !== null && value !== undefined) present[name] = value;
  }
  return present;
}
