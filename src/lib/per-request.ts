/**
 * Makes a value once for each request and keeps it as long as the request's context lives.
 *
 * @example const sessionOf = perRequest((context: Context) => findSession(context.key)); await sessionOf(context);
 */
export function perRequest<Context extends object, Value>(
  make: (context: Context) => Value,
): (context: Context) => Value {
  const values = new WeakMap<Context, { readonly value: Value }>();
  return (context) => {
    const known = values.get(context);
    if (known !== undefined) return known.value;
    const made = { value: make(context) };
    values.set(context, made);
    return made.value;
  };
}
