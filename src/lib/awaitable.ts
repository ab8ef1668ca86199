/** What is there at once, or comes. */
export type Awaitable<Value> = Value | Promise<Value>;
