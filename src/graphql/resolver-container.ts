import type { ResolverContainer } from "./request-context.ts";

/** @throws {Error} when asked for a resolver that it was not given. */
export function resolverContainer(resolvers: readonly object[]): ResolverContainer {
  const byClass = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]));
  return {
    get: (wanted) => {
      const found = byClass.get(wanted);
      if (found === undefined) throw new Error(`There is no ${wanted.name}.`);
      return found as InstanceType<typeof wanted>; // what it was found by
    },
  };
}
