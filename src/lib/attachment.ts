// A WeakMap takes a microsecond for each entry, most of it the garbage collector's, and each request has several. What belongs to an object is kept on
// the object itself instead, in a private field: nobody else can see it, a copy of the object does not have it, and the object may be frozen.

/** Its instances are what they are made of, so that a class that extends it adds its fields to objects that are there. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- there is no other way to add a private field
class Given {
  constructor(object: object) {
    return object;
  }
}

/** Values that belong to objects, each set once, for as long as the object lives. */
export interface Attachment<Key extends object, Value> {
  isOn(key: Key): boolean;
  /** Undefined for an object that has none. */
  of(key: Key): Value | undefined;
  /** @throws {TypeError} for an object that has one already. */
  set(key: Key, value: Value): void;
}

export function attachment<Key extends object, Value>(): Attachment<Key, Value> {
  class Kept extends Given {
    readonly #value: Value;

    constructor(key: Key, value: Value) {
      super(key);
      this.#value = value;
    }

    static isOn(key: Key): boolean {
      return #value in key;
    }

    static of(key: Key): Value | undefined {
      return #value in key ? key.#value : undefined;
    }
  }
  return {
    isOn: (key) => Kept.isOn(key),
    of: (key) => Kept.of(key),
    set: (key, value) => {
      new Kept(key, value); // which is the key itself
    },
  };
}
