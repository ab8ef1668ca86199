import { attachment } from "./attachment.ts";

/**
 * Makes a value once for each request and keeps it as long as the request's context lives.
 *
 * @example const sessionOf = perRequest((context: Context) => findSession(context.key)); await sessionOf(context);
 */
export function perRequest<Context extends object, Value>(
  make: (context: Context) => Value,
): (context: Context) => Value {
  const made = attachment<Context, Value>();
  return (context) => {
    if (!made.isOn(context)) made.set(context, make(context));
    return made.of(context) as Value; // which may be undefined
  };
}
