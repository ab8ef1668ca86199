import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Dialect } from "./databases.ts";
import { Client } from "./graphql-client.ts";
import { API_KEY, newServer, type TestServer, type TestServerOptions } from "./server.ts";

/**
 * Makes something before the tests of the suite that this is called in, and disposes of it after them.
 *
 * @returns what stands for it in the suite's text; it can be used from the first hook on that comes after it.
 */
export function shared<T extends Partial<AsyncDisposable>>(make: () => Promise<T>): T {
  let made: T | null = null;
  beforeAll(async () => {
    made = await make();
  });
  afterAll(async () => {
    await made?.[Symbol.asyncDispose]?.();
  });
  const there = (name: string | symbol): T => {
    if (made === null) throw new Error(`${String(name)} is asked for before the suite has begun.`);
    return made;
  };
  return new Proxy<object>(
    {},
    {
      get: (_, name) => {
        const value: unknown = Reflect.get(there(name), name);
        return typeof value === "function" ? (value.bind(made) as unknown) : value;
      },
      set: (_, name, value) => Reflect.set(there(name), name, value),
    },
  ) as T; // each of its members is that of what was made
}

export interface SharedServerOptions extends TestServerOptions {
  /** The only warnings and errors that its tests have it log. */
  readonly mayLog?: readonly string[];
}

/**
 * One server for the tests of a suite, none of which may have it log a warning or an error, nor may its stop.
 *
 * @param options told by a function where something that is shared as well is part of them.
 */
export function sharedServer(
  dialect: Dialect,
  options: SharedServerOptions | (() => SharedServerOptions | Promise<SharedServerOptions>) = {},
): TestServer {
  let quiet = (): void => undefined;
  afterAll(() => {
    quiet(); // hooks run in reverse order: the server has stopped
  });
  afterEach(() => {
    quiet();
  });
  return shared(async () => {
    const { mayLog = [], ...others } = typeof options === "function" ? await options() : options;
    const server = await newServer(dialect, others);
    quiet = () => {
      expectQuiet(server, mayLog);
    };
    return server;
  });
}

/** A client of a session of its own, for the tests of a suite. */
export function sharedClient(server: Pick<TestServer, "url">, apiKey = API_KEY): Client {
  return shared<Client & Partial<AsyncDisposable>>(() => Client.open(server.url, apiKey));
}

/** Fails when a server has logged a warning or an error, but for these. */
export function expectQuiet({ logged }: Pick<TestServer, "logged">, mayLog: readonly string[] = []): void {
  expect(logged.filter(({ level, msg }) => Number(level) >= 40 && !mayLog.includes(String(msg)))).toEqual([]);
}
