import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the suite's own PostgreSQL listens. */
    postgresPort: number;
  }
}

/** Starts one PostgreSQL server for the whole run; each test makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide("postgresPort", server.port);
  return async () => {
    await server[Symbol.asyncDispose]();
  };
}
