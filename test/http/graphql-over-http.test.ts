import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newServer, type TestServer } from "../support/server.ts";

/** GraphQL over HTTP, as the specification's own audits read it. */
describe("GraphQL over HTTP", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await newServer("sqlite");
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const audits = serverAudits({
    url: () => `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), "apollo-require-preflight": "1" },
      }),
  });

  it("is held to all 61 audits", () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits)("$name ($id)", async (audit) => {
    const result = await audit.fn();
    expect(result).toMatchObject({ status: "ok" });
  });
});
