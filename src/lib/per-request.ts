// A WeakMap takes a microsecond for each entry, most of it the garbage collector's, and each request has several. What is made is kept on the context
// itself instead, in a private field: nobody else can see it, and a copy of the context does not have it.

/** Its instances are what they are made of, so that a class that extends it adds its fields to objects that are there. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- there is no other way to add a private field
class Given {
  constructor(context: object) {
    return context;
  }
}

/**
 * Makes a value once for each request and keeps it as long as the request's context lives.
 *
 * @example const sessionOf = perRequest((context: Context) => findSession(context.key)); await sessionOf(context);
 */
export function perRequest<Context extends object, Value>(
  make: (context: Context) => Value,
): (context: Context) => Value {
  class Kept extends Given {
    readonly #value: Value;

    private constructor(context: Context, value: Value) {
      super(context);
      this.#value = value;
    }

    static of(context: Context): Value {
      if (#value in context) return context.#value;
      const value = make(context);
      new Kept(context, value);
      return value;
    }
  }
  return (context) => Kept.of(context);
}
