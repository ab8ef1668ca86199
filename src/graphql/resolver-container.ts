import type { ResolverContainer } from "./request-context.ts";

/** @throws {Error} when asked for a resolver that it was not given. */
export function resolverContainer(resolvers: readonly object[]): ResolverContainer {
  return {
    get: (wanted) => {
      const found = resolvers.find((resolver) => resolver instanceof wanted);
      if (found === undefined) throw new Error(`There is no ${wanted.name}.`);
      return found as InstanceType<typeof wanted>; // instanceof has just shown it
    },
  };
}
